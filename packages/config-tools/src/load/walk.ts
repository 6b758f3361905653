import type { Node } from 'yaml';
import type { Finding } from '../finding.ts';
import type { Place } from './config-node.ts';
import type { IncludedFiles } from './included-files.ts';
import type { ParsedText } from './parsed-text.ts';
import type { CountedParts } from './refused-config.ts';
import type { Environment } from './substitution.ts';

/** One pass over one app-config and all that it includes. */
export interface Walk extends CountedParts {
  /** The variables to fill in. */
  readonly environment: Environment;
  /** Whether files outside the folder of the file that names them are read. */
  readonly allowOutside: boolean;
  /** The files that are named, as far as they were read. */
  readonly included: IncludedFiles;
  /** What was found on the way. */
  readonly findings: Finding[];
}

/** The text that a value stands in. */
export interface Scope {
  /** The text, parsed. */
  readonly text: ParsedText;
  /** The absolute folder of its file: relative names start from there. */
  readonly directory: string;
  /** The files and parts that are being read, each inside the one before; the last is this one. */
  readonly open: readonly string[];
}

/** A value, and where it stands. */
export interface LocatedValue {
  /** The value, its variables not yet filled in. */
  readonly value: unknown;
  /** Its node, where it has one of its own. */
  readonly node: Node | undefined;
  /** The place of what it is a part of, for want of one of its own. */
  readonly around: Place;
}

/** The place of a node, or of what it is a part of. */
export function placeOf(scope: Scope, node: Node | null | undefined, around: Place): Place {
  const range = node?.range;
  if (range === undefined || range === null) return around;
  return { source: scope.text.source, start: range[0], end: range[1] };
}
