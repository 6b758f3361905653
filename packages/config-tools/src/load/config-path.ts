import { formatConfigPath } from '@rhdh-boost/config-schema';

/** A place in the configuration, told by names and list indexes; it is written when it is needed. */
export interface ConfigPath {
  /** The path of the section or list that it is in; undefined at the top. */
  readonly parent: ConfigPath | undefined;
  /** The name in that section, or the index in that list; undefined for a key that is no name. */
  readonly segment: string | number | undefined;
  /** How many segments there are. */
  readonly depth: number;
}

/** The path of something in a section or list. */
export function pathBelow(
  parent: ConfigPath | undefined,
  segment: ConfigPath['segment'],
): ConfigPath {
  return { parent, segment, depth: (parent?.depth ?? 0) + 1 };
}

/** The path of a finding as it is written: as far as it is made of names. Nothing of it at the top. */
export function describePath(path: ConfigPath | undefined): { readonly path?: string } {
  const segments: ConfigPath['segment'][] = [];
  for (let at = path; at !== undefined; at = at.parent) segments.unshift(at.segment);
  const end = segments.indexOf(undefined);
  const names = segments.slice(0, end === -1 ? undefined : end).filter(name => name !== undefined);
  return names.length === 0 ? {} : { path: formatConfigPath(names) };
}
