import { makePrintable } from '@rhdh-boost/internal/printable';
import { createPaint } from '../report/paint.ts';
import type { CompatReport } from './compare-configuration.ts';
import { compatRules } from './compat-rules.ts';
import { breakingFirst, describeNotCompared, nameKind, summarizeCompat } from './compat-summary.ts';

const colors = { breaking: 'red', 'potentially-breaking': 'yellow', compatible: 'green' } as const;

/** A comparison for a person: what changed, why it counts as it does, and the sum. */
export function formatCompatText(report: CompatReport, color: boolean): string {
  const paint = createPaint(color);
  const blocks = breakingFirst(report.changes).map(({ key, kind, rule, description }) => {
    const word = paint(colors[kind], nameKind(kind));
    const head = `${word} ${paint('bold', makePrintable(key))} ${makePrintable(description)}`;
    return `${head}\n  ${compatRules[rule].reason} (${rule})\n`;
  });
  const notCompared = describeNotCompared(report).map(text => `${makePrintable(text)}\n`);
  return `${[...blocks, ...notCompared, makePrintable(summarizeCompat(report))].join('\n')}\n`;
}
