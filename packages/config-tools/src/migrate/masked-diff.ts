import { makePrintable } from '@rhdh-boost/internal/printable';
import { structuredPatch } from 'diff';
import type { CheckedFile } from '../check/report.ts';
import { maskText } from '../report/masked-text.ts';

/** Lines that are shown before and after a change. */
const contextLines = 3;

/**
 * The difference between two texts in the unified format, masked as a code frame: a diff ends up in the
 * logs of continuous integration, and lines beside a change can contain secrets. It is to be
 * read, then, not to be applied.
 */
export function formatMaskedDiff(before: CheckedFile, after: CheckedFile): string {
  if (before.text === after.text) return '';
  const file = makePrintable(before.name);
  const { hunks } = structuredPatch(file, file, before.text, after.text, '', '', {
    context: contextLines,
  });
  const masked = { before: maskLines(before), after: maskLines(after) };
  const lines = hunks.map(hunk => {
    let oldLine = hunk.oldStart - 1;
    let newLine = hunk.newStart - 1;
    const shown = hunk.lines.map(line => {
      const sign = line.charAt(0);
      if (sign === '\\') return line;
      const text = sign === '-' ? masked.before[oldLine] : masked.after[newLine];
      if (sign !== '+') oldLine += 1;
      if (sign !== '-') newLine += 1;
      return `${sign}${makePrintable(text ?? '')}`;
    });
    const counts = `-${hunk.oldStart},${hunk.oldLines} +${hunk.newStart},${hunk.newLines}`;
    return `@@ ${counts} @@\n${shown.join('\n')}`;
  });
  return [`--- ${file}`, `+++ ${file}`, ...lines].join('\n').concat('\n');
}

function maskLines({ name, text, hidden, shown }: CheckedFile): string[] {
  return maskText(name, text, { hidden, shown }).split('\n');
}
