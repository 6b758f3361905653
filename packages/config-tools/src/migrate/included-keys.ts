import { dirname, resolve } from 'node:path';
import { isRecord } from '../is-record.ts';
import { findIncludeKey, parseIncludeTarget } from '../load/include-target.ts';
import { locateFile } from '../load/locate-file.ts';
import { createPlainSource } from '../source/app-config-source.ts';
import { parseYaml } from '../source/parse-yaml.ts';
import { readRegularFile } from '../source/text-file.ts';
import { type KeyPath, valueAt } from './plain-value.ts';

/**
 * What an app-config has at a path.
 * - `set`: a value.
 * - `blank`: text of nothing but white space.
 * - `null`: null, which takes away what an earlier file has there.
 * - `absent`: nothing.
 * - `unseen`: it would stand in a file that could not be read.
 */
export type KeyState = 'set' | 'blank' | 'null' | 'absent' | 'unseen';

/** What an app-config has at a path, files that it includes counted in. */
export interface KeyLookup {
  /** What it has. */
  readonly state: KeyState;
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

/**
 * Looks for a key in an app-config and in the files that it includes on the way to the key, those
 * that an included file includes too.
 *
 * @param opened - the parts of files that lead here, so that a loop has an end
 */
export function lookUpKey(
  base: IncludeBase,
  value: unknown,
  path: KeyPath,
  opened: readonly string[] = [],
): KeyLookup {
  for (const depth of path.keys()) {
    const section = valueAt(value, path.slice(0, depth));
    if (isRecord(section) && findIncludeKey(section) === '$include') {
      const state = lookInFile(base, section['$include'], path.slice(depth), opened);
      return { state, includedAt: depth };
    }
  }
  return { state: stateOf(valueAt(value, path)) };
}

function stateOf(value: unknown): KeyState {
  if (value === undefined) return 'absent';
  if (value === null) return 'null';
  return typeof value === 'string' && value.trim() === '' ? 'blank' : 'set';
}

function lookInFile(
  { file, path }: IncludeBase,
  written: unknown,
  rest: KeyPath,
  opened: readonly string[],
): KeyState {
  if (path === undefined || typeof written !== 'string' || written.includes('${')) return 'unseen';
  const include = parseIncludeTarget(written);
  const target = locateFile(include.file, dirname(resolve(path)), dirname(file));
  if (target.outside || include.format === undefined) return 'unseen';
  const wanted = [...include.fragment, ...rest];
  const part = JSON.stringify([target.path, wanted]);
  if (opened.includes(part) || opened.length >= mostIncludes) return 'unseen';
  const { text } = readRegularFile(target.path, target.file);
  if (text === undefined) return 'unseen';
  const reading = parseYaml(createPlainSource(target.file, text));
  if (reading.problem !== undefined) return 'unseen';
  const { state } = lookUpKey(target, reading.value, wanted, [...opened, part]);
  return state;
}

/** How many files may lead to a key: one that includes a part of itself is longer each time. */
const mostIncludes = 20;
