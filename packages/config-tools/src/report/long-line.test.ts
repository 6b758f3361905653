import { expect, it } from 'vitest';
import { finding, reportOn } from '../../test/report/report.fixture.ts';
import { formatReport } from './format-report.ts';

const name = (index: number) => `key${String(index).padStart(6, '0')}`;

/** How long it takes to write a finding for each key of one line; the shortest of several attempts. */
function timeOf(keys: number): number {
  const text = `boost: {${Array.from({ length: keys }, (_, index) => `${name(index)}: 1`).join(', ')}}\n`;
  const step = 'key000000: 1, '.length;
  const findings = Array.from({ length: keys }, (_, index) => {
    const column = 'boost: {'.length + index * step + 1;
    const location = {
      file: 'app-config.yaml',
      line: 1,
      column,
      endLine: 1,
      endColumn: column + 9,
    };
    return finding({ location });
  });
  const report = reportOn(text, findings);
  return Math.min(
    ...[1, 2, 3].map(() => {
      const begin = process.cpuUsage();
      const shown = formatReport(report, { output: 'text' });
      const { user, system } = process.cpuUsage(begin);
      expect(shown.split('\n').every(line => line.length < 130)).toBe(true);
      expect(shown).toContain(name(keys - 1));
      return user + system;
    }),
  );
}

it('eight times as many findings on one line do not take much more than eight times as long', () => {
  timeOf(500);
  // In proportion to the product it would be 64.
  expect(timeOf(4_000) / timeOf(500)).toBeLessThan(24);
}, 60_000);
