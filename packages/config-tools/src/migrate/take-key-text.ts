import { isAlias, isNode, type Pair, visit } from 'yaml';
import { type EditTarget, refuse } from './edit-target.ts';
import type { KeyText } from './insert-lines.ts';
import { findKeyLines } from './key-lines.ts';
import type { LocatedKey } from './locate-key.ts';
import { edgesOf, isExplicit, isFlow, tokensOf } from './token-range.ts';
import { styleOfKey, writeScalar } from './written-scalar.ts';

/** What to write for a key that moves to another section: its own lines, with its comments. */
export function takeKeyText(
  target: EditTarget,
  path: string,
  { pair, mapping }: LocatedKey,
  name: string,
): KeyText {
  const { text } = target.source;
  const item = tokensOf(pair);
  const { key } = item;
  const edges = edgesOf(pair);
  const inFlow = isFlow(mapping);
  if (!key || !('source' in key) || isExplicit(item) || hasAnchors(pair)) {
    return refuseMove(target, path, pair);
  }
  const written = writeScalar(name, styleOfKey(item), inFlow);
  const keyEnd = key.offset + key.source.length;
  const line = written + text.slice(keyEnd, edges.end);
  // More than a line may be a block, which braces cannot hold; a "#" may be a comment.
  const flow = /[\n#]/.test(line) ? undefined : line;
  if (inFlow) return flow === undefined ? refuseMove(target, path, pair) : { block: [flow], flow };
  const lines = findKeyLines(text, edges);
  if (lines === undefined) return refuseMove(target, path, pair);
  const moved =
    text.slice(lines.start, edges.start) + written + text.slice(keyEnd, lines.end).trimEnd();
  const block = moved
    .split(/\r?\n/)
    .map(each => (each.trim() === '' ? '' : withoutIndentation(each, lines.indentation.length)));
  return { block, flow };
}

/** Comments among the lines of a value may stand left of its key. */
function withoutIndentation(line: string, most: number): string {
  const own = line.length - line.trimStart().length;
  return line.slice(Math.min(own, most));
}

/** Whether a key has an anchor or an alias: which anchor an alias means depends on their order. */
function hasAnchors({ key, value }: Pair): boolean {
  let found = false;
  for (const node of [key, value].filter(isNode)) {
    visit(node, {
      Node(_key, inner) {
        found ||= isAlias(inner) || inner.anchor !== undefined;
      },
    });
  }
  return found;
}

function refuseMove(target: EditTarget, path: string, pair: Pair): never {
  return refuse(target, {
    path,
    reason: 'it moves to another section, but cannot be moved as it is written',
    hint: 'Move it yourself, or write it on one line or as indented lines without anchors.',
    at: edgesOf(pair),
  });
}
