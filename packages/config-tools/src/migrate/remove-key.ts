import type { Pair, YAMLMap } from 'yaml';
import { type EditTarget, refuse, refuseRepeated } from './edit-target.ts';
import { findKeyLines } from './key-lines.ts';
import type { LocatedKey } from './locate-key.ts';
import { removeFromFlow } from './remove-from-flow.ts';
import type { TextEdit } from './text-edit.ts';
import { edgesOf, isExplicit, isFlow, separatorEnd, tokensOf } from './token-range.ts';
import { type NewKey, styleOfKey, writeKey } from './written-scalar.ts';

/** Edits that take a key away, and how many of the names that lead to it are left. */
export interface Removal {
  /** The edits. */
  readonly edits: readonly TextEdit[];
  /** How many names of its path lead to what was removed: fewer than all when sections went too. */
  readonly depth: number;
}

/**
 * Takes a key away with the comments that belong to it. A section below the root's own that would
 * be left empty goes with it, unless somebody wrote a comment there: then it becomes `{}`. It is
 * never left as null, which would take away what an earlier file has there.
 *
 * @param path - the dotted path of the key, for refusals
 * @param replacements - keys that come in its place
 */
export function removeKey(
  target: EditTarget,
  path: string,
  located: LocatedKey,
  replacements: readonly NewKey[],
): Removal {
  const { text } = target.source;
  const isKept = (place: KeyPlace, depth: number) =>
    depth === 2 ||
    replacements.length > 0 ||
    place.mapping.items.length > 1 ||
    hasOtherComments(text, place);
  let depth = located.pairs.length;
  let place = placeAt(located, depth);
  while (!isKept(place, depth)) {
    depth -= 1;
    place = placeAt(located, depth);
  }
  refuseRepeated(target, path, located.mappings.slice(0, depth), edgesOf(place.pair));
  const edits = isFlow(place.mapping)
    ? removeFromFlow(text, place.pair, place.mapping, replacements)
    : removeFromBlock(target, path, place, replacements);
  return { edits, depth };
}

/** Where a key stands. */
interface KeyPlace {
  readonly pair: Pair;
  readonly mapping: YAMLMap;
  /** The pair whose value the mapping is. */
  readonly parent: Pair | undefined;
}

function placeAt({ pair, mapping, pairs, mappings }: LocatedKey, depth: number): KeyPlace {
  return {
    pair: pairs[depth - 1] ?? pair,
    mapping: mappings[depth - 1] ?? mapping,
    parent: pairs[depth - 2],
  };
}

/**
 * Whether the section around a key has comments besides those that go with the key. In braces none
 * goes with it but those within its own value. What has no section around it is kept as it is.
 */
function hasOtherComments(text: string, { pair, mapping, parent }: KeyPlace): boolean {
  if (parent === undefined) return true;
  const outer = findKeyLines(text, edgesOf(parent)) ?? edgesOf(parent);
  const lines = isFlow(mapping) ? undefined : findKeyLines(text, edgesOf(pair));
  const inner = lines ?? edgesOf(pair);
  return (text.slice(outer.start, inner.start) + text.slice(inner.end, outer.end)).includes('#');
}

function removeFromBlock(
  target: EditTarget,
  path: string,
  { pair, mapping, parent }: KeyPlace,
  replacements: readonly NewKey[],
): TextEdit[] {
  const item = tokensOf(pair);
  const lines = isExplicit(item) ? undefined : findKeyLines(target.source.text, edgesOf(pair));
  if (lines === undefined) {
    return refuse(target, {
      path,
      reason: 'it is not at the start of a separate line',
      hint: 'Write the key on a separate line, without "? " or "- " before it, then run the command again.',
      at: edgesOf(pair),
    });
  }
  const added = replacements.map(
    key => `${lines.indentation}${writeKey(key, styleOfKey(item), false)}\n`,
  );
  const edit = { start: lines.start, end: lines.end, text: added.join('') };
  if (mapping.items.length > 1 || added.length > 0 || parent === undefined) return [edit];
  const colon = separatorEnd(tokensOf(parent));
  return [{ start: colon, end: colon, text: ' {}' }, edit];
}
