import type { Pair, YAMLMap } from 'yaml';
import { type EditTarget, refuse, refuseRepeated } from './edit-target.ts';
import { findKeyLines, type KeyLines } from './key-lines.ts';
import type { LocatedKey } from './locate-key.ts';
import type { TextEdit } from './text-edit.ts';
import {
  commaBefore,
  isExplicit,
  isFlow,
  pairEnd,
  pairStart,
  separatorEnd,
  type TextRange,
  tokensOf,
} from './token-range.ts';
import { type ScalarStyle, styleOf, writeScalar } from './written-scalar.ts';

/** A key that stands where another one was. */
export interface NewKey {
  /** Its last name. */
  readonly name: string;
  /** Its value. */
  readonly value: string;
}

/** Edits that take a key away, and how many of the names that lead to it are left. */
export interface Removal {
  /** The edits. */
  readonly edits: readonly TextEdit[];
  /** How many names of its path lead to what was removed: fewer than all when sections went too. */
  readonly depth: number;
}

/** Which key goes, and what comes in its place. */
export interface RemovalOptions {
  /** The dotted path of the key, for refusals. */
  readonly path: string;
  /** What stands in its place. Default: nothing. */
  readonly replacements?: readonly NewKey[];
  /** How many names of the path are kept, even if their sections become empty. */
  readonly keep: number;
}

/**
 * Takes a key away with the comments that belong to it. A section that would be left empty goes
 * with it, unless somebody wrote a comment there: then it becomes `{}`. It is never left as null,
 * which would take away what an earlier file has there.
 */
export function removeKey(
  target: EditTarget,
  located: LocatedKey,
  options: RemovalOptions,
): Removal {
  const { path, replacements = [], keep } = options;
  let depth = located.pairs.length;
  while (replacements.length === 0 && depth - 1 > keep) {
    const mapping = located.mappings[depth - 1];
    if (mapping?.items.length !== 1 || hasOtherComments(target, located, depth)) break;
    depth -= 1;
  }
  const pair = located.pairs[depth - 1];
  const mapping = located.mappings[depth - 1];
  if (pair === undefined || mapping === undefined) return { edits: [], depth };
  const removed = { start: pairStart(tokensOf(pair)), end: pairEnd(tokensOf(pair)) };
  refuseRepeated(target, path, { ...located, mappings: located.mappings.slice(0, depth) }, removed);
  const place: KeyPlace = { path, pair, mapping, parent: located.pairs[depth - 2] };
  const edits = isFlow(mapping)
    ? removeFromFlow(target, place, replacements)
    : removeFromBlock(target, place, replacements);
  return { edits, depth };
}

/** Writes a key with its value; the name in the style of the key that it replaces. */
export function writeKey({ name, value }: NewKey, style: ScalarStyle, inFlow: boolean): string {
  return `${writeScalar(name, style, inFlow)}: ${writeScalar(value, 'plain', inFlow)}`;
}

interface KeyPlace {
  readonly path: string;
  readonly pair: Pair;
  readonly mapping: YAMLMap;
  readonly parent: Pair | undefined;
}

/** Whether the section around a key has comments besides those of the key. */
function hasOtherComments(target: EditTarget, located: LocatedKey, depth: number): boolean {
  const { text } = target.source;
  const outer = linesOf(text, located.pairs[depth - 2]);
  const inner = linesOf(text, located.pairs[depth - 1]);
  if (outer === undefined) return false;
  const rest =
    inner === undefined
      ? text.slice(outer.start, outer.end)
      : text.slice(outer.start, inner.start) + text.slice(inner.end, outer.end);
  return rest.includes('#');
}

function linesOf(text: string, pair: Pair | undefined): KeyLines | undefined {
  if (pair === undefined) return undefined;
  const item = tokensOf(pair);
  return findKeyLines({ text, contentStart: pairStart(item), contentEnd: pairEnd(item) });
}

function removeFromBlock(
  target: EditTarget,
  { path, pair, mapping, parent }: KeyPlace,
  replacements: readonly NewKey[],
): TextEdit[] {
  const { text } = target.source;
  const item = tokensOf(pair);
  const lines = isExplicit(item) ? undefined : linesOf(text, pair);
  if (lines === undefined) {
    return refuse(target, {
      path,
      reason: 'it does not stand at the beginning of a line of its own',
      hint: 'Put the key in a line of its own, without "? " or "- " before it, and run it again.',
      at: { start: pairStart(item), end: pairEnd(item) },
    });
  }
  const style = styleOf(item.key?.type) ?? 'plain';
  const added = replacements.map(key => `${lines.indentation}${writeKey(key, style, false)}\n`);
  const edit = keepLastLine(text, { ...lines, text: added.join('') });
  if (mapping.items.length > 1 || added.length > 0 || parent === undefined) return [edit];
  const colon = separatorEnd(tokensOf(parent));
  return [{ start: colon, end: colon, text: ' {}' }, edit];
}

/** Keeps a last line that has no end without one. */
function keepLastLine(text: string, edit: TextEdit): TextEdit {
  if (edit.end < text.length || text.endsWith('\n')) return edit;
  if (edit.text !== '') return { ...edit, text: edit.text.slice(0, -1) };
  const withReturn = text[edit.start - 2] === '\r' ? 2 : 1;
  return { ...edit, start: edit.start - withReturn };
}

function removeFromFlow(
  { source: { text } }: EditTarget,
  { pair, mapping }: KeyPlace,
  replacements: readonly NewKey[],
): TextEdit[] {
  const item = tokensOf(pair);
  const range: TextRange = { start: pairStart(item), end: pairEnd(item) };
  if (replacements.length > 0) {
    const lead = /\n([ \t]*)$/.exec(text.slice(0, range.start))?.[1];
    const separator = lead === undefined ? ', ' : `,\n${lead}`;
    const style = styleOf(item.key?.type) ?? 'plain';
    const added = replacements.map(key => writeKey(key, style, true));
    return [{ ...range, text: added.join(separator) }];
  }
  return [{ ...withComma(text, item, mapping, range), text: '' }];
}

/** Takes the comma with it that is left over: the one behind, or the one before the last item. */
function withComma(
  text: string,
  item: ReturnType<typeof tokensOf>,
  mapping: YAMLMap,
  range: TextRange,
): TextRange {
  const items = mapping.srcToken?.type === 'flow-collection' ? mapping.srcToken.items : [];
  const following = commaBefore(items[items.indexOf(item) + 1]);
  if (following !== undefined && /^\s*$/.test(text.slice(range.end, following.offset))) {
    const end = following.offset + 1;
    const gap = /^[ \t]*/.exec(text.slice(end))?.[0].length ?? 0;
    return { start: range.start, end: end + gap };
  }
  const preceding = commaBefore(item);
  if (preceding !== undefined && /^,\s*$/.test(text.slice(preceding.offset, range.start))) {
    return { start: preceding.offset, end: range.end };
  }
  return range;
}
