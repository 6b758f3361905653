import { dirname, resolve } from 'node:path';
import { isRecord } from '../is-record.ts';
import { findIncludeKey, locateFile, parseIncludeTarget } from '../load/include-target.ts';
import { createPlainSource } from '../source/app-config-source.ts';
import { parseYaml } from '../source/parse-yaml.ts';
import { readTextFile } from '../source/text-file.ts';
import { type KeyPath, valueAt } from './plain-value.ts';

/** What an app-config has at a path, files that it includes counted in. */
export interface KeyLookup {
  /** `unseen`: it would stand in a file that could not be read. */
  readonly state: 'set' | 'absent' | 'unseen';
  /** How many names of the path lead to the `$include`, if one stands in the way. */
  readonly includedAt?: number;
}

/** Where the files that an app-config includes are looked for. */
export interface IncludeBase {
  /** The app-config's file, as findings name it. */
  readonly file: string;
  /** Its absolute path; undefined in a ConfigMap, whose neighbours are not files here. */
  readonly path: string | undefined;
}

/** Looks for a key in an app-config and in the files that it includes on the way to the key. */
export async function lookUpKey(
  base: IncludeBase,
  value: unknown,
  path: KeyPath,
): Promise<KeyLookup> {
  for (const depth of path.keys()) {
    const section = valueAt(value, path.slice(0, depth));
    if (isRecord(section) && findIncludeKey(section) === '$include') {
      const state = await lookInFile(base, section['$include'], path.slice(depth));
      return { state, includedAt: depth };
    }
  }
  return { state: stateOf(valueAt(value, path)) };
}

function stateOf(value: unknown): 'set' | 'absent' {
  return value === undefined || value === null ? 'absent' : 'set';
}

async function lookInFile(
  { file, path }: IncludeBase,
  written: unknown,
  rest: KeyPath,
): Promise<KeyLookup['state']> {
  if (path === undefined || typeof written !== 'string' || written.includes('${')) return 'unseen';
  const include = parseIncludeTarget(written);
  const target = locateFile(include.file, dirname(resolve(path)), dirname(file));
  if (target.outside || include.format === undefined) return 'unseen';
  const { text } = await readTextFile(target.path, target.file);
  if (text === undefined) return 'unseen';
  const reading = parseYaml(createPlainSource(target.file, text));
  if (reading.problem !== undefined) return 'unseen';
  return stateOf(valueAt(reading.value, [...include.fragment, ...rest]));
}
