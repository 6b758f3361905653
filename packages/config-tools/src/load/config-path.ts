import { formatConfigPath } from '@rhdh-boost/config-schema';

/** A place in the configuration, told by names and list indexes; it is written when it is needed. */
export interface ConfigPath {
  /** The path of the section or list that it is in; undefined at the top. */
  readonly parent: ConfigPath | undefined;
  /** The name in that section, or the index in that list. */
  readonly segment: string | number;
  /** How many segments there are. */
  readonly depth: number;
}

/** The path of something in a section or list. */
export function pathBelow(parent: ConfigPath | undefined, segment: string | number): ConfigPath {
  return { parent, segment, depth: (parent?.depth ?? 0) + 1 };
}

/** Writes a path as findings have it. */
export function writePath(path: ConfigPath): string {
  const segments: (string | number)[] = [];
  for (let at: ConfigPath | undefined = path; at !== undefined; at = at.parent)
    segments.push(at.segment);
  return formatConfigPath(segments.toReversed());
}
