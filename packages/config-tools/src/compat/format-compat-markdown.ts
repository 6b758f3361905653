import { makePrintable } from '@rhdh-boost/internal/printable';
import type { CompatReport } from './compare-configuration.ts';
import { compatRules } from './compat-rules.ts';
import { breakingFirst, describeNotCompared, nameKind, summarizeCompat } from './compat-summary.ts';

/** A comparison as a table for a pull request, or why there is none. */
export function formatCompatMarkdown(report: CompatReport): string {
  if (report.owner === undefined) {
    const reasons = report.findings.map(({ location, message, hint }) =>
      [location?.file, `${message}.`, hint].filter(part => part !== undefined).join(' '),
    );
    return [
      'The fields could not be compared:\n',
      ...reasons.map(text => `- ${plain(text)}`),
      '',
    ].join('\n');
  }
  const summary = [summarizeCompat(report), ...describeNotCompared(report)].map(plain).join('\n\n');
  if (report.changes.length === 0) return `${summary}\n`;
  const rows = breakingFirst(report.changes).map(({ key, kind, rule, description }) =>
    [
      kind === 'compatible' ? kind : `**${nameKind(kind)}**`,
      `<code>${plain(key)}</code>`,
      plain(description),
      `${plain(compatRules[rule].reason)} (${rule})`,
    ].join(' | '),
  );
  return [
    summary,
    '',
    '| | field | change | why |',
    '|---|---|---|---|',
    ...rows.map(row => `| ${row} |`),
    '',
  ].join('\n');
}

/** Text that stays text: nothing in it is markup, a link, a mention or the end of a cell. */
function plain(text: string): string {
  return makePrintable(text)
    .replaceAll(/[\\`*_{}[\]<>#!|~&@$:^]/g, character => `&#${character.charCodeAt(0)};`)
    .replaceAll(/www\./gi, match => `${match.slice(0, -1)}&#46;`);
}
