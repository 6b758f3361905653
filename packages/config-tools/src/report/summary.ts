import { makePrintable } from '@rhdh-boost/internal/printable';
import type { CheckReport } from '../check/report.ts';
import { countFindings } from './counts.ts';
import type { Paint } from './paint.ts';

/** How many files are named before the rest is only counted. */
const mostNamed = 5;

/** The lines that end a report: the files without a section, and what was read, judged and found. */
export function writeSummary(report: CheckReport, paint: Paint): string {
  const { sections, files, withoutSection = [], ignored = [] } = report;
  const { errors, warnings } = countFindings(report);
  const isCheck = sections !== undefined;
  const parts = [
    ...(isCheck ? [`${count(files.length, 'file')} read`] : []),
    ...(isCheck ? [`${count(sections.length, 'section')} judged`] : []),
    ...(isCheck || errors > 0 ? [paintIf(errors, paint, 'red', count(errors, 'error'))] : []),
    ...(isCheck || warnings > 0
      ? [paintIf(warnings, paint, 'yellow', count(warnings, 'warning'))]
      : []),
    ...(ignored.length > 0 ? [`${ignored.length} ignored`] : []),
  ];
  return `${listWithout(withoutSection)}${parts.join(', ')}\n`;
}

function listWithout(names: readonly string[]): string {
  if (names.length === 0) return '';
  const rest = names.length - mostNamed;
  const shown = names.slice(0, mostNamed).map(makePrintable).join(', ');
  return `No boost section in ${shown}${rest > 0 ? ` and ${count(rest, 'other file')}` : ''}.\n`;
}

function paintIf(number: number, paint: Paint, format: 'red' | 'yellow', text: string): string {
  return number === 0 ? text : paint(format, text);
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
