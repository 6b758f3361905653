import { findModuleHint } from '@rhdh-boost/internal/boost-modules';
import {
  formatPrintableJson,
  makeLinesPrintable,
  makePrintable,
} from '@rhdh-boost/internal/printable';
import { countFindings } from '../report/counts.ts';
import { formatReport } from '../report/format-report.ts';
import { listVariables } from '../report/list-variables.ts';
import { createPaint, type Paint } from '../report/paint.ts';
import { standardInputName } from '../source/standard-input-name.ts';
import type { MigrateReport } from './migrate-files.ts';

/** How the result of a migration is written. */
export interface MigrationFormat {
  /** The form: `text` for people, `json` for programs. */
  readonly output: 'text' | 'json';
  /** Whether text has colours. */
  readonly color: boolean;
  /** Whether the files were to be written. */
  readonly isWrite: boolean;
  /** What the command is called. Default: `boost-config`. */
  readonly name?: string | undefined;
}

/** Writes what a migration came to: the difference, what was found, and what is left to do. */
export function formatMigration(
  report: MigrateReport,
  { output, color, isWrite, name: command = 'boost-config' }: MigrationFormat,
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
    ...(report.diff === '' && findings.length === 0 ? ['Nothing to migrate.\n'] : []),
    ...describeUnknown(report, command),
  ].join('');
}

/** What is left for `check` after the migration, and which sets know it. */
function describeUnknown({ unknownKeys, findings }: MigrateReport, command: string): string[] {
  const isRefused = findings.some(({ severity }) => severity === 'error');
  if (unknownKeys.length === 0 || isRefused) return [];
  const count = `${unknownKeys.length} unknown key${unknownKeys.length === 1 ? '' : 's'}`;
  const hints = unknownKeys.map(
    key =>
      findModuleHint(key) ??
      'If another module has the key, name the module with --fields: it may have a migration.',
  );
  return [
    `${command} check still reports ${count}: ${unknownKeys.map(makePrintable).join(', ')}.\n`,
    ...new Set(hints.map(hint => `${hint}\n`)),
  ];
}

/** Says that a preview changed no file; empty where nothing would change or something must be corrected first. */
export function describePreview({ changed, findings, files }: MigrateReport): string {
  const isRefused = findings.some(({ severity }) => severity === 'error');
  if (changed.length === 0 || isRefused) return '';
  return files.some(({ name }) => name === standardInputName)
    ? 'Nothing was written: standard input is only shown.\n'
    : 'Nothing was written. Run with --write to make these changes.\n';
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
