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
    format: formats[/[^/]\.(\w+)$/.exec(file)?.[1] ?? ''],
  };
}

const formats: Readonly<Record<string, 'yaml' | 'json'>> = {
  yaml: 'yaml',
  yml: 'yaml',
  json: 'json',
};
