import type { Document, Node, YAMLMap } from 'yaml';
import type { AppConfigSource } from '../source/app-config-source.ts';
import type { TextRange } from '../text-range.ts';
import { findRepetitions } from './locate-key.ts';
import { MigrationRefusal } from './refusal.ts';

/** An app-config that is being migrated. */
export interface EditTarget {
  /** Its text and where it stands. */
  readonly source: AppConfigSource;
  /** Its nodes, with their tokens. */
  readonly document: Document;
  /** Its values, aliases filled in. */
  readonly value: unknown;
}

/** A reason not to edit, with the place and the way out. */
export interface Obstacle {
  /** The key that is to be migrated. */
  readonly path: string;
  /** Why it cannot be, to be read after "was not migrated:". */
  readonly reason: string;
  /** The way out, as a sentence. */
  readonly hint: string;
  /** What stands in the way. */
  readonly at: Node | TextRange | undefined;
}

/** Refuses an edit. */
export function refuse({ source }: EditTarget, { path, reason, hint, at }: Obstacle): never {
  const range = toRange(at);
  throw new MigrationRefusal({ path, reason, hint, range, location: source.locate(...range) });
}

/** Refuses to edit an app-config whose changes cannot be carried over to its file. */
export function refuseUneditable(target: EditTarget, path: string, at: Obstacle['at']): void {
  const { editable } = target.source;
  if (editable === true) return;
  refuse(target, {
    path,
    reason: `the app-config ${editable.reason}`,
    hint: editable.hint ?? 'Write it as a literal block, "app-config.yaml: |", then run it again.',
    at,
  });
}

function toRange(at: Obstacle['at']): readonly [number, number] {
  if (at !== undefined && 'start' in at) return [at.start, at.end];
  const [start, end] = at?.range ?? [0, 0];
  return [start, end];
}

/**
 * Refuses to edit what an alias repeats elsewhere: a change inside a repeated section would change
 * the other place too, and without its anchor an alias is not valid YAML.
 *
 * @param path - the dotted path of the key, for the refusal
 * @param mappings - the mappings that the edit is within
 * @param removed - the range that goes away, if one does; aliases within it go with it
 */
export function refuseRepeated(
  target: EditTarget,
  path: string,
  mappings: readonly YAMLMap[],
  removed?: TextRange,
): void {
  // By where it begins alone: the range of a block ends behind its line break.
  const isInside = ({ range }: Node) =>
    removed !== undefined && !!range && range[0] >= removed.start && range[0] < removed.end;
  const repeated = findRepetitions(target.document).find(
    ({ alias, target: anchored }) =>
      mappings.some(mapping => mapping === anchored) || (isInside(anchored) && !isInside(alias)),
  );
  if (repeated === undefined) return;
  refuse(target, {
    path,
    reason: 'an alias elsewhere repeats the section, and an edit would change or break it',
    hint: 'Replace the alias with the section, then run the command again.',
    at: repeated.alias,
  });
}
