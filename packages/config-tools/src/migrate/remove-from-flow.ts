import type { Pair, YAMLMap } from 'yaml';
import type { TextRange } from '../text-range.ts';
import type { TextEdit } from './text-edit.ts';
import { commaBefore, edgesOf, tokensOf } from './token-range.ts';
import { type NewKey, styleOfKey, writeKey } from './written-scalar.ts';

/** Takes a key out of braces, or writes others in its place; comments around it stay. */
export function removeFromFlow(
  text: string,
  pair: Pair,
  mapping: YAMLMap,
  replacements: readonly NewKey[],
): TextEdit[] {
  const range = edgesOf(pair);
  if (replacements.length === 0) return [{ ...withComma(text, pair, mapping, range), text: '' }];
  const lead = /\n([ \t]*)$/.exec(text.slice(0, range.start))?.[1];
  const style = styleOfKey(tokensOf(pair));
  const added = replacements.map(key => writeKey(key, style, true));
  return [{ ...range, text: added.join(lead === undefined ? ', ' : `,\n${lead}`) }];
}

/** Takes the comma with it that is left over: the one behind, or the one before a last key. */
function withComma(text: string, pair: Pair, mapping: YAMLMap, range: TextRange): TextRange {
  const item = tokensOf(pair);
  const items = mapping.srcToken?.type === 'flow-collection' ? mapping.srcToken.items : [];
  const following = commaBefore(items[items.indexOf(item) + 1]);
  if (following !== undefined && /^\s*$/.test(text.slice(range.end, following.offset))) {
    const end = following.offset + 1;
    // White space before a comment makes it one.
    const gap = /^[ \t]*(?![ \t#])/.exec(text.slice(end))?.[0] ?? '';
    return { start: range.start, end: end + gap.length };
  }
  const preceding = commaBefore(item);
  if (preceding !== undefined && /^,\s*$/.test(text.slice(preceding.offset, range.start))) {
    return { start: preceding.offset, end: range.end };
  }
  return range;
}
