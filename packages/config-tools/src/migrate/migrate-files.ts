import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { boostConfigRegistry, type ConfigRegistry } from '@rhdh-boost/config-schema';
import { orderFindings } from '../check/order-findings.ts';
import type { CheckedFile, CheckReport } from '../check/report.ts';
import { SensitiveValues } from '../check/sensitive-values.ts';
import type { Finding } from '../finding.ts';
import type { TemplateVariable } from '../init/config-template.ts';
import { findAppConfigFiles } from '../load/find-app-config-files.ts';
import { describeNoDefaultFile } from '../load/no-default-file.ts';
import { describeNotUtf8 } from '../source/decode-text.ts';
import { readStandardInput } from '../source/standard-input.ts';
import { standardInput, standardInputName } from '../source/standard-input-name.ts';
import { readTextFile } from '../source/text-file.ts';
import { type JudgedTexts, judgeTexts } from './judge-texts.ts';
import { formatMaskedDiff } from './masked-diff.ts';
import { migrateTexts, type TextToMigrate } from './migrate-texts.ts';
import type { WrittenPlaceholder } from './migration-step.ts';
import { writeChanges } from './write-changes.ts';

/**
 * What to do with what migration changes.
 * - `diff`: only show it.
 * - `check`: only show it, and end with 1 when there is any: for continuous integration.
 * - `write`: write it into the files.
 */
export type MigrateMode = 'diff' | 'check' | 'write';

/** What to migrate, and how. */
export interface MigrateOptions {
  /**
   * The files, in the order in which they are merged: app-configs, or ConfigMaps that hold some; `-` is
   * standard input, which is not written.
   * Without any: `app-config.yaml`, then `app-config.local.yaml` where it exists.
   */
  readonly files?: readonly string[];
  /** The folder that relative file names start from. Default: the process's own. */
  readonly cwd?: string;
  /** What to do with the changes. Default: `diff`. */
  readonly mode?: MigrateMode;
  /** The sets whose migrations are made. Default: that of Boost alone. */
  readonly registry?: ConfigRegistry;
}

/** What a migration came to. It can be formatted as a check's report; its texts are those before. */
export interface MigrateReport extends CheckReport {
  /** The difference as a unified diff without values; empty when nothing changes. */
  readonly diff: string;
  /** The files that would change, or in mode `write` those that were written, with their new texts. */
  readonly changed: readonly CheckedFile[];
  /** The variables of the placeholders that were written, each with its key. */
  readonly variables: readonly TemplateVariable[];
  /** The keys below `boost` that no given set knows, after the migration; their own modules may have migrations. */
  readonly unknownKeys: readonly string[];
}

/**
 * Brings app-config files from earlier versions to today's, by editing the ranges of their text
 * that must change. Every file is judged before one is written; when one of them is refused, cannot
 * be read or may not be written, none is. Each is replaced in one step, never half written.
 *
 * @param options - the files, and what to do with them
 * @returns the difference, and as findings what a person must fill in (warnings) and what was
 *   refused (errors). The exit code is 0; 1 when something was refused, or when in mode `check`
 *   something would change; 2 when a file could not be read or written
 */
export async function migrateFiles(options: MigrateOptions = {}): Promise<MigrateReport> {
  const { cwd = process.cwd(), mode = 'diff', registry = boostConfigRegistry } = options;
  const names = options.files ?? findAppConfigFiles(cwd);
  const { files, problems } = await readFiles(names, cwd, options.files === undefined);
  const checked = files.map(({ name, text }) => ({ name, text }));
  if (problems.length > 0) {
    return { ...nothing, files: checked, findings: problems, exitCode: 2 };
  }
  const migrated = migrateTexts(files, registry.sets);
  const { texts, placeholders, isUnreadable } = migrated;
  const sensitive = new SensitiveValues(registry);
  const findings = migrated.findings.map(finding => sensitive.shorten(finding));
  const inOrder = (found: readonly Finding[]) =>
    orderFindings(
      found,
      files.map(({ name }) => name),
    );
  const before = await judgeTexts(namedTexts(files, []), cwd, registry);
  const changes = files.flatMap((file, index) => {
    const text = texts[index] ?? file.text;
    return text === file.text ? [] : [{ ...file, before: file.text, after: text }];
  });
  const isRefused = findings.some(({ severity }) => severity === 'error');
  const after =
    changes.length === 0 ? before : await judgeTexts(namedTexts(files, texts), cwd, registry);
  const missing = changes.length === 0 ? [] : findMissing(before, after);
  const report = {
    files: before.files,
    findings: inOrder([...findings, ...missing.filter(({ path }) => !findings.some(tells(path)))]),
    unknownKeys: after.unknownKeys,
    variables: findVariables(placeholders),
    diff: before.files
      .map((file, index) => formatMaskedDiff(file, after.files[index] ?? file))
      .join(''),
    changed: changes.map(change => ({ name: change.name, text: change.after })),
  };
  if (isUnreadable) return { ...report, exitCode: 2 };
  if (isRefused) return { ...report, changed: mode === 'write' ? [] : report.changed, exitCode: 1 };
  if (mode === 'write') {
    const { written, problems: failures } = await writeChanges(changes);
    const all = [...report.findings, ...failures];
    return { ...report, findings: all, changed: written, exitCode: failures.length > 0 ? 2 : 0 };
  }
  return { ...report, exitCode: mode === 'check' && changes.length > 0 ? 1 : 0 };
}

const nothing = { diff: '', changed: [], variables: [], unknownKeys: [] };

function namedTexts(
  files: readonly TextToMigrate[],
  texts: readonly string[],
): ReadonlyMap<string, string> {
  return new Map(files.map(({ name, text }, index) => [name, texts[index] ?? text]));
}

/** What must be set and is not; its place is that before the migration, if it was missing then. */
function findMissing(before: JudgedTexts, after: JudgedTexts): Finding[] {
  return after.missing.map(({ code, path, message, hint }) => {
    const known = before.missing.find(finding => finding.path === path);
    const location = known?.location;
    return Object.assign(
      { severity: 'warning' as const, code, message, hint },
      path === undefined ? {} : { path },
      location === undefined ? {} : { location },
    );
  });
}

function tells(path: string | undefined): (finding: Finding) => boolean {
  return finding => finding.path === path;
}

function findVariables(placeholders: readonly WrittenPlaceholder[]): TemplateVariable[] {
  const keys = new Map<string, TemplateVariable>();
  for (const { key, placeholder } of placeholders) {
    const name = /^\$\{(\w+)\}$/.exec(placeholder)?.[1];
    // Each ConfigMap of a file may have it.
    if (name !== undefined) keys.set(key, { name, key });
  }
  return [...keys.values()];
}

async function readFiles(
  names: readonly string[],
  cwd: string,
  isDefault: boolean,
): Promise<{ files: TextToMigrate[]; problems: Finding[] }> {
  const files: TextToMigrate[] = [];
  const problems: Finding[] = [];
  const known = new Set<string>();
  // A file that is named twice, be it by a link, is migrated once.
  const isNew = async (path: string) => known.size < known.add(await realpath(path)).size;
  for (const written of names) {
    const isInput = written === standardInput;
    const name = isInput ? standardInputName : written;
    const path = resolve(cwd, name);
    const read = isInput ? await readStandardInput() : readTextFile(path, name);
    if (read.problem !== undefined) {
      const isAdvised = isDefault && read.isMissing === true;
      problems.push(isAdvised ? describeNoDefaultFile(read.problem) : read.problem);
    } else if (read.notUtf8 !== undefined)
      problems.push(describeNotUtf8(read.notUtf8, { isRefused: true }));
    else if (isInput ? !files.some(file => file.path === path) : await isNew(path))
      files.push({ name, path, text: read.text });
  }
  return { files, problems };
}
