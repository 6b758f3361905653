import { extname, isAbsolute, join, relative, resolve, sep } from 'node:path';

/** The keys by which a value is taken from elsewhere, as Backstage has them. */
export const includeKeys = ['$file', '$env', '$include'] as const;

/** A key by which a value is taken from elsewhere. */
export type IncludeKey = (typeof includeKeys)[number];

/** The first key of a mapping, in its own order, that takes a value from elsewhere. */
export function findIncludeKey(mapping: object): IncludeKey | undefined {
  for (const name of Object.keys(mapping)) {
    const found = includeKeys.find(key => key === name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A file that an app-config names. */
export interface FileTarget {
  /** Its absolute path. */
  readonly path: string;
  /** Its name for findings: by the name of the file that names it. */
  readonly file: string;
  /** Whether it was written as an absolute path. */
  readonly absolute: boolean;
  /** Whether it lies outside the folder that it was looked for from. */
  readonly outside: boolean;
}

/**
 * Finds a file that an app-config names, by its name alone: links are not followed, since a mounted
 * ConfigMap consists of them.
 *
 * @param written - the file as it is written, its variables filled in
 * @param directory - the absolute folder of the file that names it
 * @param directoryName - the same folder as findings name it
 * @param shown - what findings call the file where a variable gave a part of its name
 */
export function locateFile(
  written: string,
  directory: string,
  directoryName: string,
  shown?: string,
): FileTarget {
  const path = resolve(directory, written);
  const steps = relative(directory, path);
  const absolute = isAbsolute(written);
  return {
    path,
    file: absolute ? (shown ?? path) : join(directoryName, shown ?? written),
    absolute,
    outside: steps === '..' || steps.startsWith(`..${sep}`) || isAbsolute(steps),
  };
}

/** What `$include` names. */
export interface IncludeTarget {
  /** The file, as written. */
  readonly file: string;
  /** The names that lead to the part of it that is taken; none for all of it. */
  readonly fragment: readonly string[];
  /** How the file is read; undefined when Backstage does not read files of its kind. */
  readonly format: 'yaml' | 'json' | undefined;
}

/** Takes a text such as `shared.yaml#boost.model` apart, as Backstage does. */
export function parseIncludeTarget(text: string): IncludeTarget {
  const [file = '', fragment = ''] = text.split(/#(.*)/);
  return {
    file,
    fragment: fragment === '' ? [] : fragment.split('.'),
    format: formats[extname(file)],
  };
}

const formats: Readonly<Record<string, 'yaml' | 'json'>> = {
  '.yaml': 'yaml',
  '.yml': 'yaml',
  '.json': 'json',
};
