import type { CST, Pair, YAMLMap } from 'yaml';
import type { TextRange } from '../text-range.ts';

/** The tokens of one item of a collection. */
export type ItemTokens = CST.CollectionItem;

/** White space and comments, which say nothing. */
const silent = new Set(['space', 'newline', 'comment']);

/** The tokens that a pair was made from. Documents are read with their tokens kept. */
export function tokensOf(pair: Pair): ItemTokens {
  const { srcToken } = pair;
  if (srcToken === undefined) throw new TypeError('The document was read without its tokens.');
  return srcToken;
}

/** Whether a mapping is written in braces. */
export function isFlow(mapping: YAMLMap): boolean {
  return mapping.srcToken?.type === 'flow-collection';
}

/** Where a pair begins: at its key, or at the anchor, tag or `?` before it. */
function pairStart(item: ItemTokens): number {
  const first = item.start.find(({ type }) => !silent.has(type) && type !== 'comma');
  return first?.offset ?? item.key?.offset ?? item.sep?.[0]?.offset ?? 0;
}

/** Where the content of a pair ends: behind the last character of its value, or of its colon. */
function pairEnd(item: ItemTokens): number {
  const value = item.value === undefined ? undefined : tokenEnd(item.value);
  return value ?? lastSpoken(item.sep) ?? tokenEnd(item.key) ?? lastSpoken(item.start) ?? 0;
}

/** A pair from its first character to the last of its value, without the white space around it. */
export function edgesOf(pair: Pair): TextRange {
  const item = tokensOf(pair);
  return { start: pairStart(item), end: pairEnd(item) };
}

/** Whether a pair is written in the long form, with `?` before the key. */
export function isExplicit(item: ItemTokens): boolean {
  return item.start.some(({ type }) => type === 'explicit-key-ind');
}

/** The comma in front of an item of a flow collection. */
export function commaBefore(item: ItemTokens | undefined): CST.SourceToken | undefined {
  return item?.start.find(({ type }) => type === 'comma');
}

/** The last anchor, tag or colon between key and value: what may follow the colon goes behind it. */
export function separatorEnd(item: ItemTokens): number {
  return lastSpoken(item.sep) ?? pairEnd(item);
}

function lastSpoken(tokens: readonly CST.SourceToken[] = []): number | undefined {
  const last = tokens.findLast(({ type }) => !silent.has(type));
  return last === undefined ? undefined : last.offset + last.source.length;
}

function tokenEnd(token: CST.Token | null | undefined): number | undefined {
  if (token === undefined || token === null) return undefined;
  switch (token.type) {
    case 'block-map':
    case 'block-seq':
      return itemsEnd(token.items);
    case 'flow-collection': {
      const close = token.end[0] ?? token.start;
      return close.offset + close.source.length;
    }
    case 'block-scalar':
      return blockScalarEnd(token);
    default:
      return 'source' in token ? token.offset + token.source.length : undefined;
  }
}

/** The end of the last item that says something; one of comments alone has neither key nor value. */
function itemsEnd(items: readonly ItemTokens[]): number | undefined {
  const last = items.findLast(
    item => item.key !== undefined || item.value !== undefined || lastSpoken(item.start),
  );
  return last === undefined ? undefined : pairEnd(last);
}

/** The blank lines behind a block of text are not taken to be part of it. */
function blockScalarEnd({ offset, props, source }: CST.BlockScalar): number {
  const written = props.map(prop => ('source' in prop ? prop.source : '')).join('') + source;
  return offset + written.trimEnd().length;
}
