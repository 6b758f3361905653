import { isAlias, isMap, isNode, type Pair, visit } from 'yaml';
import { type EditTarget, refuse, refuseRepeated } from './edit-target.ts';
import type { KeyText } from './insert-lines.ts';
import { findKeyLines } from './key-lines.ts';
import type { LocatedKey } from './locate-key.ts';
import type { TextEdit } from './text-edit.ts';
import { isExplicit, isFlow, pairEnd, pairStart, tokensOf } from './token-range.ts';
import { styleOf, writeScalar } from './written-scalar.ts';

/** Gives a key another name in its section; quotes stay as they are. */
export function renameInPlace(
  target: EditTarget,
  path: string,
  located: LocatedKey,
  name: string,
): TextEdit {
  refuseRepeated(target, path, located);
  const pair = located.pairs.at(-1);
  const mapping = located.mappings.at(-1);
  const key = pair === undefined ? undefined : tokensOf(pair).key;
  const style = styleOf(key?.type);
  if (key === undefined || key === null || style === undefined || !('source' in key)) {
    return refuse(target, {
      path,
      reason: 'its name is not written in one line',
      hint: 'Write the key in one line, then run it again.',
      at: mapping,
    });
  }
  const inFlow = mapping !== undefined && isFlow(mapping);
  const text = writeScalar(name, style, inFlow);
  return { start: key.offset, end: key.offset + key.source.length, text };
}

/** What to write for a key that moves to another section: its own lines, with its comments. */
export function takeKeyText(
  target: EditTarget,
  path: string,
  located: LocatedKey,
  name: string,
): KeyText {
  const { text } = target.source;
  const pair = located.pairs.at(-1);
  const mapping = located.mappings.at(-1);
  if (pair === undefined || mapping === undefined) return refuseMove(target, path, located);
  const item = tokensOf(pair);
  const { key } = item;
  if (hasAnchors(pair) || isExplicit(item) || key === undefined || key === null) {
    return refuseMove(target, path, located);
  }
  const [start, end] = [pairStart(item), pairEnd(item)];
  const keyEnd = 'source' in key ? key.offset + key.source.length : start;
  const inFlow = isFlow(mapping);
  const renamed = writeScalar(name, styleOf(key.type) ?? 'plain', inFlow) + text.slice(keyEnd, end);
  const isOneLine = !/[\n#]/.test(renamed) && !(isMap(pair.value) && !isFlow(pair.value));
  if (inFlow) {
    if (!isOneLine) return refuseMove(target, path, located);
    return { block: [renamed], flow: renamed };
  }
  const lines = findKeyLines({ text, contentStart: start, contentEnd: end });
  if (lines === undefined) return refuseMove(target, path, located);
  const moved =
    text.slice(lines.start, start) +
    writeScalar(name, styleOf(key.type) ?? 'plain', false) +
    text.slice(keyEnd, lines.end);
  return {
    block: moved
      .replace(/\r?\n$/, '')
      .split(/\r?\n/)
      .map(line => (/^\s*$/.test(line) ? '' : line.slice(lines.indentation.length))),
    flow: isOneLine ? renamed : undefined,
  };
}

/** Whether a key has an anchor or an alias: which anchor an alias means depends on their order. */
function hasAnchors({ key, value }: Pair): boolean {
  let found = false;
  for (const node of [key, value].filter(isNode)) {
    visit(node, {
      Node(_key, inner) {
        if (!isAlias(inner) && inner.anchor === undefined) return undefined;
        found = true;
        return visit.BREAK;
      },
    });
  }
  return found;
}

function refuseMove(target: EditTarget, path: string, { pairs, mappings }: LocatedKey): never {
  const pair = pairs.at(-1);
  const item = pair === undefined ? undefined : tokensOf(pair);
  return refuse(target, {
    path,
    reason: 'it moves to another section, and cannot be taken there as it is written',
    hint: 'Move it yourself; write it in one line or as indented lines, without anchors.',
    at: item === undefined ? mappings.at(-1) : { start: pairStart(item), end: pairEnd(item) },
  });
}
