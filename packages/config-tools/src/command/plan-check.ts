import { type Dirent, existsSync, globSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { nearestName } from '@rhdh-boost/config-schema';
import { codeOf } from '@rhdh-boost/internal/error-name';
import { makePrintable } from '@rhdh-boost/internal/printable';
import { UsageError } from '@rhdh-boost/internal/usage-error';
import type { CheckedFile } from '../check/report.ts';
import { settingsName } from '../settings/find-settings.ts';
import type { Settings } from '../settings/read-settings.ts';
import { standardInput } from '../source/standard-input-name.ts';
import { readTextFile } from '../source/text-file.ts';
import { namesSeveral } from './names-several.ts';

/** Files that a run checks as one configuration. */
export interface Configuration {
  /** Its files, in the order in which they are merged. */
  readonly files: readonly string[];
  /** The environments of the settings that consist of these files. */
  readonly environments: readonly string[];
  /** Whether only near misses of a `boost` section matter, since it may not be an app-config at all. */
  readonly isDoubtful?: boolean;
}

/** Which configurations a run checks. */
export interface CheckPlan {
  /** The configurations. */
  readonly configurations: readonly Configuration[];
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
  /** The names below `boost`. */
  readonly sectionNames: ReadonlySet<string>;
}

/**
 * Decides which files are one configuration. Files that are named one by one are merged, as
 * Backstage merges its `--config`; each file that a folder or a pattern leads to, and each file
 * with `each`, is a configuration by itself.
 */
export function planCheck(files: readonly string[], options: PlanOptions): CheckPlan {
  const { cwd, each, settings, sectionNames } = options;
  const merged = each ? [] : files.filter(file => !namesSeveral(file, cwd));
  const apart = files.filter(file => !merged.includes(file)).flatMap(file => expand(file, options));
  const skipped: CheckedFile[] = [];
  const configurations = new Map<string, Configuration>();
  const add = (configuration: Configuration) => {
    const id = JSON.stringify([configuration.files, configuration.environments]);
    configurations.set(id, configuration);
  };
  if (merged.length > 0) add({ files: merged, environments: [] });
  for (const file of new Set(apart)) {
    if (isSettings(file, options) || settings?.excludes(file)) continue;
    const text = readUnrelated(file, cwd);
    if (text === undefined) {
      for (const configuration of findConfigurations(file, cwd, settings)) add(configuration);
    } else if (isNearBoost(text, sectionNames)) {
      add({ files: [file], environments: [], isDoubtful: true });
    } else {
      skipped.push({ name: file, text });
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
  const names = isFolder
    ? listFiles(argument, cwd).filter(name => /\.ya?ml$/.test(name))
    : globSync(argument, { cwd, exclude: name => basename(name) === 'node_modules' });
  const found = names
    .filter(name => statSync(resolve(cwd, name), { throwIfNoEntry: false })?.isFile())
    .sort();
  if (found.length === 0 && !isFolder && !allowEmpty) {
    throw new UsageError(
      `No file matches the pattern ${makePrintable(argument)}. Correct it, or accept that with --allow-empty.`,
    );
  }
  return found;
}

/**
 * Everything below a folder except hidden names and `node_modules`; links to folders are not followed.
 *
 * @throws {@link UsageError} when a folder cannot be read: the files in it would be passed over in silence
 */
function listFiles(folder: string, cwd: string): string[] {
  return readFolder(folder, cwd).flatMap(entry => {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') return [];
    const name = join(folder, entry.name);
    return entry.isDirectory() ? listFiles(name, cwd) : [name];
  });
}

function readFolder(folder: string, cwd: string): Dirent[] {
  try {
    return readdirSync(resolve(cwd, folder), { withFileTypes: true });
  } catch (error) {
    throw new UsageError(
      `The folder ${makePrintable(folder)} cannot be read (${codeOf(error)}). Check its permissions.`,
    );
  }
}

/** A key that is or begins with `boost`, also in a quoted text such as `"boost:\n  …"`. */
const boostKey = /(?:^|[^\w$./-]|\\n)boost[\w.]*["']?\s*:(?=[\s{]|\\n|$)/im;

/** A key that a JSON patch or a Helm parameter sets. */
const setKey = /\bappConfig[./]boost\b/;

/** `boost` in base64, by which of three bytes it begins with. */
const encodedBoost = /Ym9vc3[Q-T]|Jvb3N0|ib29zd/;

function mentionsBoost(text: string): boolean {
  if (boostKey.test(text) || setKey.test(text)) return true;
  return /\b(?:Secret|binaryData)\b/.test(text) && encodedBoost.test(text.replaceAll(/\s/g, ''));
}

/**
 * The text of a file that has no key near `boost`. A repository is full of YAML that is not
 * app-config: templates, several documents, other schemas. None of it is an error.
 */
function readUnrelated(file: string, cwd: string): string | undefined {
  if (file === standardInput) return undefined;
  const { text } = readTextFile(resolve(cwd, file), file);
  return text === undefined || mentionsBoost(text) ? undefined : text;
}

/** The environments of settings as configurations. */
export function listEnvironments(settings: Settings | undefined): Configuration[] {
  return [...(settings?.environments ?? [])].map(([name, files]) => ({
    files,
    environments: [name],
  }));
}

const anyKey = /(?:^|\\n)[ \t]*["']?([\w-]{4,32})["']?[ \t]*:(?=[\s{]|\\n|$)/gm;

/** Whether a text has a misspelt `boost`, or a name that belongs below `boost` where no section is around it. */
function isNearBoost(text: string, sectionNames: ReadonlySet<string>): boolean {
  const names = new Set(Array.from(text.matchAll(anyKey), ([, name = '']) => name));
  return [...names].some(
    name => sectionNames.has(name) || nearestName(name, ['boost']) !== undefined,
  );
}

/** The environments that a file belongs to, or else the file, over its `app-config.yaml` if it has one. */
function findConfigurations(
  file: string,
  cwd: string,
  settings: Settings | undefined,
): readonly Configuration[] {
  const isFile = (name: string) => resolve(cwd, name) === resolve(cwd, file);
  const found = listEnvironments(settings).filter(({ files }) => files.some(isFile));
  if (found.length > 0) return found;
  const [, extension] = /^app-config\..+\.(ya?ml)$/.exec(basename(file)) ?? [];
  const base = join(dirname(file), `app-config.${extension}`);
  if (extension === undefined || !existsSync(resolve(cwd, base))) {
    return [{ files: [file], environments: [] }];
  }
  return [{ files: [base, file], environments: [] }];
}
