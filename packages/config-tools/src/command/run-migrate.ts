import { type MigrateMode, migrateFiles } from '../migrate/migrate-files.ts';
import { formatReport } from '../report/format-report.ts';
import { createPaint, type Paint } from '../report/paint.ts';
import { makeLinesPrintable, makePrintable } from '../report/printable.ts';
import { chooseRegistry } from './choose-registry.ts';
import { type CommandContext, wantsColor } from './command-context.ts';
import type { ColorOption, FieldsOption } from './common-options.ts';
import { UsageError } from './usage-error.ts';

/** The options of `boost-config migrate`. */
export interface MigrateCommandOptions extends FieldsOption, ColorOption {
  readonly check?: true;
  readonly write?: true;
}

/** Migrates files, shows the difference and what is left to do, and gives the exit code. */
export async function runMigrate(
  files: readonly string[],
  options: MigrateCommandOptions,
  context: CommandContext,
): Promise<number> {
  const { cwd, stdout } = context;
  const mode = chooseMode(options);
  const registry = await chooseRegistry(options, context);
  const report = await migrateFiles({
    ...(files.length === 0 ? {} : { files }),
    cwd,
    mode,
    registry,
  });
  const color = wantsColor(context, options);
  stdout.write(paintDiff(makeLinesPrintable(report.diff), createPaint(color)));
  stdout.write(formatReport(report, { output: 'text', color }));
  const written = mode === 'write' && report.exitCode === 0 ? report.changed : [];
  for (const { name } of written) stdout.write(`Wrote ${makePrintable(name)}.\n`);
  if (report.changed.length + report.findings.length === 0) stdout.write('Nothing to migrate.\n');
  return report.exitCode;
}

function chooseMode({ check, write }: MigrateCommandOptions): MigrateMode {
  if (check && write) {
    throw new UsageError('--check changes nothing and --write does: give one of them.');
  }
  if (check) return 'check';
  return write ? 'write' : 'diff';
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
