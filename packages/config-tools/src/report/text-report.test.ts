import { describe, expect, it } from 'vitest';
import { finding, placeOf, reportOn } from '../../test/report/report.fixture.ts';
import { formatReport } from './format-report.ts';

const text = `boost:
  kagenti:
    auth:
      # the test client
      tokenEndpoint: http://keycloak.example.com/token
      clientId: boost
`;
const file = 'app-config.yaml';
const location = placeOf(file, text, 'http://keycloak.example.com/token');

function show(source: string, piece: string) {
  const report = reportOn(source, [finding({ location: placeOf(file, source, piece) })]);
  return formatReport(report, { output: 'text' }).split('\n').slice(1, -4);
}

function lastLine(...severities: ('error' | 'warning')[]) {
  const report = reportOn(
    text,
    severities.map(severity => finding({ severity })),
  );
  return formatReport(report, { output: 'text' }).trimEnd().split('\n').at(-1);
}

describe('text report', () => {
  it('shows place, message, frame and hint, and counts [configuration-command/Finding is shown with place and remedy]', () => {
    const report = reportOn(text, [finding({ location })]);
    expect(formatReport(report, { output: 'text' })).toBe(
      `app-config.yaml:5:22 error boost.kagenti.auth.tokenEndpoint must be https, because a credential is sent there [insecure_url]
    4 |       # ***
  > 5 |       tokenEndpoint: ***
      |                      ^^^
    6 |       clientId: ***
  Write https.

1 error
`,
    );
  });

  it('frames the first and the last line of a file [configuration-command/Finding is shown with place and remedy]', () => {
    expect(show('boost: 1', 'boost')).toEqual(['  > 1 | boost: ***', '      | ^^^^^']);
    expect(show('a: 1\nboost: 1', 'boost')).toEqual([
      '    1 | a: ***',
      '  > 2 | boost: ***',
      '      | ^^^^^',
    ]);
  });

  it('marks a place over several lines to the end of its first line [configuration-command/Finding is shown with place and remedy]', () => {
    const report = reportOn(text, [
      finding({ location: { file, line: 3, column: 5, endLine: 6, endColumn: 3 } }),
    ]);
    expect(formatReport(report, { output: 'text' })).toContain('      |     ^^^^^\n');
  });

  it('shows a finding without a place, or with one outside the text, without a frame', () => {
    const outside = { file, line: 99, column: 1, endLine: 99, endColumn: 1 };
    const { path: _, ...withoutPath } = finding();
    const report = reportOn(text, [
      withoutPath,
      finding({ location: { ...location, file: 'missing.yaml' } }),
      finding({ location: outside, severity: 'warning' }),
    ]);
    const shown = formatReport(report, { output: 'text' });
    expect(shown).not.toContain('|');
    expect(shown).toContain(
      'error must be https, because a credential is sent there [insecure_url]\n  Write https.',
    );
    expect(shown).toContain('missing.yaml:5:22 error boost.kagenti.auth.tokenEndpoint must');
    expect(shown).toContain('app-config.yaml:99:1 warning');
  });

  it('counts errors and warnings on the last line', () => {
    expect(lastLine('error', 'warning', 'error')).toBe('2 errors, 1 warning');
    expect(lastLine('warning', 'warning')).toBe('2 warnings');
    expect(lastLine('error')).toBe('1 error');
  });

  it('writes nothing when nothing was found or judged', () => {
    expect(formatReport(reportOn(text, []), { output: 'text', color: true })).toBe('');
    expect(formatReport(reportOn(text, []), { output: 'github' })).toBe('');
  });

  it('paints only when it is asked to [configuration-command/Colors on a terminal or on request]', () => {
    const report = reportOn(text, [finding({ location }), finding({ severity: 'warning' })]);
    const painted = formatReport(report, { output: 'text', color: true });
    expect(painted).toContain('\u001b[31merror\u001b[39m');
    expect(painted).toContain('\u001b[33mwarning\u001b[39m');
    // oxlint-disable-next-line no-control-regex -- the escapes are what is looked for
    expect(painted.replaceAll(/\u001b\[\d+m/g, '')).toBe(formatReport(report, { output: 'text' }));
  });

  it('puts the mark below the place behind tabs, wide characters and masks', () => {
    expect(show('boost: {\u6f22\u5b57: long text, "kana\u304b": b, wrong: 1}', 'wrong')[1]).toBe(
      `      | ${' '.repeat('boost: {1234: ***, "kana56": ***, '.length)}^^^^^`,
    );
    expect(show('boost:\n\twrong: 1', 'wrong')[2]).toBe('      |     ^^^^^');
    expect(show('e\u0301le\u0300ve: 1', '1')[1]).toBe('      |        ^^^');
  });

  it('shows the part of a long line that the place is in', () => {
    const many = Array.from({ length: 40 }, (_, index) => `key${index}: value`).join(', ');
    const [line = '', mark = ''] = show(`boost: {${many}, wrong: 1, ${many}}`, 'wrong');
    expect(line.length).toBeLessThan(120);
    expect(line).toMatch(/^ {2}> 1 \| \u2026.*\u2026$/);
    expect(line.slice(mark.indexOf('^'), mark.indexOf('^') + 5)).toBe('wrong');
  });
});
