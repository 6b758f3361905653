import { countFindings } from '../report/counts.ts';
import { formatReport } from '../report/format-report.ts';
import { listVariables } from '../report/list-variables.ts';
import { createPaint, type Paint } from '../report/paint.ts';
import { formatPrintableJson, makeLinesPrintable, makePrintable } from '../report/printable.ts';
import type { MigrateReport } from './migrate-files.ts';

/** How the result of a migration is written. */
export interface MigrationFormat {
  /** The form: `text` for people, `json` for programs. */
  readonly output: 'text' | 'json';
  /** Whether text has colours. */
  readonly color: boolean;
  /** Whether the files were to be written. */
  readonly isWrite: boolean;
}

/** Writes what a migration came to: the difference, what was found, and what is left to do. */
export function formatMigration(
  report: MigrateReport,
  { output, color, isWrite }: MigrationFormat,
): string {
  if (output === 'json') return formatJson(report);
  const { changed, findings, variables } = report;
  const written = isWrite ? changed.map(({ name }) => `Wrote ${makePrintable(name)}.\n`) : [];
  return [
    paintDiff(makeLinesPrintable(report.diff), createPaint(color)),
    formatReport(report, { output: 'text', color }),
    ...written,
    ...(variables.length > 0
      ? [`Set these variables for the backend:\n${listVariables(variables)}`]
      : []),
    ...(report.diff === '' && findings.length === 0 ? [describeNothing(report)] : []),
  ].join('');
}

function describeNothing({ unknownKeys }: MigrateReport): string {
  if (unknownKeys.length === 0) return 'Nothing to migrate.\n';
  const keys = unknownKeys.map(makePrintable).join(', ');
  return `Nothing to migrate in the fields that are known here. Not known: ${keys}. If they are another module's, name it with --fields: it may have migrations of its own.\n`;
}

function formatJson(report: MigrateReport): string {
  const { files, findings, diff, changed, variables, unknownKeys, exitCode } = report;
  return formatPrintableJson({
    files: files.map(({ name }) => name),
    findings,
    ...countFindings(report),
    diff,
    changed: changed.map(({ name }) => name),
    variables,
    unknownKeys,
    exitCode,
  });
}

function paintDiff(diff: string, paint: Paint): string {
  return diff
    .split('\n')
    .map(line => {
      if (/^(?:\+\+\+|---) /.test(line)) return paint('bold', line);
      if (line.startsWith('+')) return paint('green', line);
      if (line.startsWith('-')) return paint('red', line);
      return line.startsWith('@@') ? paint('cyan', line) : line;
    })
    .join('\n');
}
