import { type EditTarget, refuse, refuseRepeated } from './edit-target.ts';
import type { LocatedKey } from './locate-key.ts';
import type { TextEdit } from './text-edit.ts';
import { edgesOf, isFlow, tokensOf } from './token-range.ts';
import { styleOf, writeScalar } from './written-scalar.ts';

/** Gives a key another name in its section; quotes stay as they are. */
export function renameInPlace(
  target: EditTarget,
  path: string,
  { pair, mapping, mappings }: LocatedKey,
  name: string,
): TextEdit {
  refuseRepeated(target, path, mappings);
  const { key } = tokensOf(pair);
  const style = styleOf(key?.type);
  if (!key || style === undefined || !('source' in key)) {
    return refuse(target, {
      path,
      reason: 'its name spans several lines',
      hint: 'Write the key on one line, then run the command again.',
      at: edgesOf(pair),
    });
  }
  const text = writeScalar(name, style, isFlow(mapping));
  return { start: key.offset, end: key.offset + key.source.length, text };
}
