import { propertyRuns } from '@rhdh-boost/test-support/property-runs';
import {
  type Arbitrary,
  array,
  assert,
  constantFrom,
  integer,
  property,
  record,
  string,
} from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finding, reportOn } from '../../test/report/report.fixture.ts';
import { formatReport } from './format-report.ts';
import { maskText } from './masked-text.ts';
import { reportOutputs } from './report-output.ts';

const numRuns = propertyRuns(10_000);
const secret = 'S3cr3t_planted';

/** Where a value can stand; `%` is the secret, `§` what stands around it. */
const places = [
  'a: %',
  'a: § %',
  'a: "§ %"',
  "a: '% §'",
  'a: |\n  §\n  %\n',
  'a: >-\n  % §\n',
  'a: § # %',
  '# %',
  'a: §\n  %\n',
  'a: [%, §]',
  'a: [§,\n %]',
  'a: {b: %, c: §}',
  'a: {b: § %}',
  '- %',
  '- § %\n- b: %',
  'a: &% §',
  'a: *%',
  'a: !% §',
  'a: ${%}',
  'a: ${§:-%}',
  'a: https://§:%@example.com',
  '%',
  '"%',
  "a: '%",
  'a: {b: %',
  'a: [%',
  'a: % : §',
  'a: §: %',
  'a: {%}',
  'a: "§\n  %"',
  '\ta: %',
  '? %',
  '%TAG %',
  '--- %',
  'kind: ConfigMap\ndata:\n  a.yaml: |\n    b: % §\n    c:\n      - %\n  d: %',
];
/** What may stand around it: whatever breaks a line, a quote or a collection; no colon, for a name before a colon is a key. */
const noise = constantFrom(
  '',
  ' ',
  '\n',
  '\n  ',
  '\t',
  '"',
  "'",
  '{',
  '}',
  '[',
  ']',
  ',',
  '#',
  ' #',
  '|',
  '>',
  '-',
  '- ',
  '&',
  '*',
  '!',
  '%',
  '\r',
  '\u0085',
  '\u2028',
  '\ufeff',
  'x',
  'a: ',
  '\u0000',
  '\u001b[31m',
);

const sourceText: Arbitrary<string> = array(
  record({
    place: constantFrom(...places),
    around: array(noise, { maxLength: 3 }),
    indent: integer({ min: 0, max: 3 }),
  }),
  { minLength: 1, maxLength: 5 },
).map(pieces =>
  pieces
    .map(
      ({ place, around, indent }) =>
        `${' '.repeat(indent)}${place.replaceAll('%', secret).replaceAll('§', () => around.join(''))}`,
    )
    .join('\n'),
);

describe('secrecy of reports', () => {
  it('shows no planted secret in any format, wherever the finding is [configuration-command/No format shows a planted secret]', () => {
    assert(
      property(
        sourceText,
        constantFrom(...reportOutputs),
        integer({ min: 1, max: 9 }),
        integer({ min: 1, max: 30 }),
        (text, output, line, column) => {
          const location = {
            file: 'app-config.yaml',
            line,
            column,
            endLine: line,
            endColumn: column + 3,
          };
          const shown = formatReport(reportOn(text, [finding({ location })]), { output });
          return !shown.includes(secret);
        },
      ),
      { numRuns },
    );
  }, 60_000);

  it('shows only names, punctuation and masks of any text, with as many lines [configuration-command/No format shows a planted secret]', () => {
    assert(
      property(
        string({
          unit: constantFrom(
            ...Array.from(
              'ab:{}[],-?|>#&*!\'"% \n\t\r\u0000\u001b\u0002\u0018\u001f\ufeff\u{1f600}\ud800',
            ),
          ),
          maxLength: 60,
        }),
        text => {
          const masked = maskText('app-config.yaml', text);
          const expected = text.replace(/^\ufeff/, '').split('\n').length;
          return (
            masked.split('\n').length === expected &&
            /^[\p{L}\p{M}\p{N}_$./'"{}[\],:?|>#* \n+-]*$/u.test(masked)
          );
        },
      ),
      { numRuns },
    );
  }, 60_000);
});

describe('control characters', () => {
  const hostile = 'a\u001b[2Jb\r\u202ec\u0085\u200bd\u{e0001}\ud800';

  it.each(reportOutputs)(
    'are visible in %s [configuration-command/Control characters are made visible]',
    output => {
      const location = { file: `${hostile}.yaml`, line: 1, column: 1, endLine: 1, endColumn: 2 };
      const shown = formatReport(
        reportOn(
          'a: 1',
          [finding({ path: hostile, message: hostile, hint: hostile, location })],
          location.file,
        ),
        { output },
      );
      expect(shown).not.toMatch(/[^\P{Cc}\n]|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
    },
  );

  it('are escapes in text, and come back from JSON [configuration-command/Control characters are made visible]', () => {
    const report = reportOn('a: 1', [finding({ path: hostile })]);
    expect(formatReport(report, { output: 'text' })).toContain(
      String.raw`a\u001b[2Jb\u000d\u202ec\u0085\u200bd\udb40\udc01\ud800`,
    );
    expect(JSON.parse(formatReport(report, { output: 'json' })).findings[0].path).toBe(hostile);
  });
});
