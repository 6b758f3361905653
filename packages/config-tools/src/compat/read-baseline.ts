import { stat } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { readTextFile } from '../source/text-file.ts';
import { notThatLarge, readGitText } from './git-text.ts';
import { type FieldTableReading, parseFieldTable } from './parse-field-table.ts';

/** Where a commit has the table, when no path is named: the package's own, or that of Boost. */
const usualPaths = ['./schema/fields.json', 'packages/config-schema/schema/fields.json'];

/** What the fields are compared with. */
export interface BaselineOptions {
  /** A file, or else a git ref (a commit, tag or branch). */
  readonly against: string;
  /** Where a commit has the table, seen from the current folder. */
  readonly path?: string | undefined;
  /** The folder that names start from. */
  readonly cwd: string;
}

/** Reads the table that the fields are compared with. What is a file and a ref is read as a file. */
export async function readBaseline({
  against,
  path,
  cwd,
}: BaselineOptions): Promise<FieldTableReading> {
  if (looksLikePath(against) || (await isFile(resolve(cwd, against)))) {
    return readFieldTableFile(against, cwd);
  }
  const paths = path === undefined ? usualPaths : [pathFromFolder(path, cwd)];
  const { text, name, problem } = await readGitText(against, paths, cwd);
  return problem === undefined ? parseFieldTable(text, name) : { problem };
}

/** Reads the table in a file. */
export function readFieldTableFile(file: string, cwd: string): FieldTableReading {
  const { text, problem } = readTextFile(resolve(cwd, file), file);
  if (problem === undefined) return parseFieldTable(text, file);
  // The reader of files speaks of app-config, which can be split.
  return { problem: problem.code === 'too_large' ? { ...problem, hint: notThatLarge } : problem };
}

/** No ref ends so, and a mistyped name of a file should be called a file. */
function looksLikePath(against: string): boolean {
  return against.endsWith('.json');
}

async function isFile(path: string): Promise<boolean> {
  const stats = await stat(path).catch(() => undefined);
  return stats?.isFile() === true;
}

/** As git reads it: with `./` in front it starts from the folder. */
function pathFromFolder(path: string, cwd: string): string {
  const fromFolder = isAbsolute(path) ? relative(cwd, path) : path;
  return `./${fromFolder.split(sep).join('/')}`;
}
