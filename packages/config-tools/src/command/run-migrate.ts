import { wantsColor } from '@rhdh-boost/internal/command-context';
import { UsageError } from '@rhdh-boost/internal/usage-error';
import { nameInFindings } from '../check/command-name.ts';
import { describePreview, formatMigration } from '../migrate/format-migration.ts';
import { type MigrateMode, migrateFiles } from '../migrate/migrate-files.ts';
import { standardInput } from '../source/standard-input-name.ts';
import { chooseRepositoryRegistry } from './choose-registry.ts';
import type { ColorOption, FieldsOption } from './common-options.ts';
import type { ConfigContext } from './config-context.ts';

/** The options of `boost-config migrate`. */
export interface MigrateCommandOptions extends FieldsOption, ColorOption {
  readonly output: 'text' | 'json';
  readonly check?: true;
  readonly write?: true;
}

/** Migrates files, shows the difference and what is left to do, and gives the exit code. */
export async function runMigrate(
  files: readonly string[],
  options: MigrateCommandOptions,
  context: ConfigContext,
): Promise<number> {
  const { output } = options;
  const { cwd, stdout, stderr, name } = context;
  const mode = chooseMode(options);
  if (mode === 'write' && files.includes(standardInput)) {
    throw new UsageError(
      '--write has no file to write standard input to. Name the file instead of "-", or leave --write out to see the difference.',
    );
  }
  const registry = await chooseRepositoryRegistry(options, context);
  const report = nameInFindings(
    await migrateFiles({ ...(files.length === 0 ? {} : { files }), cwd, mode, registry }),
    name,
  );
  const color = output === 'text' && wantsColor(context, options);
  stdout.write(formatMigration(report, { output, color, isWrite: mode === 'write', name }));
  // A document for programs stays as it is.
  if (mode !== 'write') (output === 'text' ? stdout : stderr).write(describePreview(report));
  return report.exitCode;
}

function chooseMode({ check, write }: MigrateCommandOptions): MigrateMode {
  if (check && write) {
    throw new UsageError('--check changes nothing and --write does: give one of them.');
  }
  if (check) return 'check';
  return write ? 'write' : 'diff';
}
