import { existsSync, globSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { CheckedFile } from '../check/report.ts';
import { settingsName } from '../settings/find-settings.ts';
import type { Settings } from '../settings/read-settings.ts';
import { standardInput } from '../source/standard-input-name.ts';
import { readTextFile } from '../source/text-file.ts';
import { namesSeveral } from './names-several.ts';
import { UsageError } from './usage-error.ts';

/** Which configurations a run checks. */
export interface CheckPlan {
  /** The files of each configuration, in the order in which they are merged. */
  readonly configurations: readonly (readonly string[])[];
  /** Files that were read, and have no `boost` section to judge. */
  readonly skipped: readonly CheckedFile[];
}

/** What a plan is made by. */
export interface PlanOptions {
  readonly cwd: string;
  /** Whether every named file is a configuration by itself. */
  readonly each: boolean;
  /** Whether a pattern that matches no file is accepted. */
  readonly allowEmpty: boolean;
  readonly settings: Settings | undefined;
}

/**
 * Decides which files are one configuration. Files that are named one by one are merged, as
 * Backstage merges its `--config`; each file that a folder or a pattern leads to, and each file
 * with `each`, is a configuration by itself.
 */
export function planCheck(files: readonly string[], options: PlanOptions): CheckPlan {
  const { cwd, each, settings } = options;
  const merged = each ? [] : files.filter(file => !namesSeveral(file, cwd));
  const apart = files.filter(file => !merged.includes(file)).flatMap(file => expand(file, options));
  const skipped: CheckedFile[] = [];
  const configurations = new Map<string, readonly string[]>();
  if (merged.length > 0) configurations.set(JSON.stringify(merged), merged);
  for (const file of new Set(apart)) {
    if (isSettings(file, options) || settings?.excludes(file)) continue;
    const text = readUnrelated(file, cwd);
    if (text !== undefined) {
      skipped.push({ name: file, text });
      continue;
    }
    for (const names of findConfigurations(file, cwd, settings)) {
      configurations.set(JSON.stringify(names), names);
    }
  }
  return { configurations: [...configurations.values()], skipped };
}

/** Whether a file is the settings, which are no app-config. */
function isSettings(file: string, { cwd, settings }: PlanOptions): boolean {
  if (basename(file) === settingsName) return true;
  return settings !== undefined && resolve(cwd, file) === resolve(cwd, settings.file);
}

function expand(argument: string, { cwd, allowEmpty }: PlanOptions): string[] {
  if (!namesSeveral(argument, cwd)) return [argument];
  const isFolder = existsSync(resolve(cwd, argument));
  const pattern = isFolder ? '**/*.{yaml,yml}' : argument;
  const from = isFolder ? resolve(cwd, argument) : cwd;
  const found = globSync(pattern, { cwd: from, exclude: name => basename(name) === 'node_modules' })
    .filter(name => statSync(resolve(from, name), { throwIfNoEntry: false })?.isFile())
    .map(name => (isFolder ? join(argument, name) : name))
    .sort();
  if (found.length === 0 && !isFolder && !allowEmpty) {
    throw new UsageError(
      `No file matches the pattern ${argument}. Correct it, or accept that with --allow-empty.`,
    );
  }
  return found;
}

/** A key that is or begins with `boost`, also in a quoted text such as `"boost:\n  …"`. */
const boostKey = /(?:^|[^\w$./-]|\\n)boost[\w.]*["']?\s*:(?=[\s{]|\\n|$)/im;

/**
 * The text of a file that has no key near `boost`. A repository is full of YAML that is not
 * app-config: templates, several documents, other schemas. None of it is an error.
 */
function readUnrelated(file: string, cwd: string): string | undefined {
  if (file === standardInput) return undefined;
  const { text } = readTextFile(resolve(cwd, file), file);
  return text === undefined || boostKey.test(text) ? undefined : text;
}

/** The environments that a file belongs to, or else the file, over its `app-config.yaml` if it has one. */
function findConfigurations(
  file: string,
  cwd: string,
  settings: Settings | undefined,
): readonly (readonly string[])[] {
  const isFile = (name: string) => resolve(cwd, name) === resolve(cwd, file);
  const environments = [...(settings?.environments.values() ?? [])];
  const found = environments.filter(files => files.some(isFile));
  if (found.length > 0) return found;
  const [, extension] = /^app-config\..+\.(ya?ml)$/.exec(basename(file)) ?? [];
  const base = join(dirname(file), `app-config.${extension}`);
  if (extension === undefined || !existsSync(resolve(cwd, base))) return [[file]];
  return [[base, file]];
}
