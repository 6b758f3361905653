import { commentsWithin } from './comments.ts';
import type { LocatedKey } from './locate-key.ts';
import type { MigrationStep } from './migration-step.ts';
import { type KeyPath, withoutKey, withValue } from './plain-value.ts';
import { removeKey } from './remove-key.ts';
import { edgesOf } from './token-range.ts';
import type { NewKey } from './written-scalar.ts';

/**
 * Takes a key away, and gives the lines that the comments which went with it had before all changes.
 *
 * @param replacements - keys that come in its place
 */
export function takeKey(
  { session, places }: Pick<MigrationStep, 'session' | 'places'>,
  path: KeyPath,
  located: LocatedKey,
  replacements: readonly NewKey[],
): number[] {
  const { target } = session;
  const lineOf = (offset: number) => target.source.locate(offset, offset).line;
  // Steps before may have moved the key, and its comments with it.
  const moved = places.locate(path).line - lineOf(edgesOf(located.pair).start);
  const key = path.join('.');
  const { edits, depth } = removeKey(target, key, located, replacements);
  const section = path.slice(0, -1);
  const expected = replacements.reduce(
    (value, { name, value: placeholder }) => withValue(value, [...section, name], placeholder),
    withoutKey(target.value, path.slice(0, depth)),
  );
  session.commit({ path: key, edits, expected, at: edits.at(-1) });
  const comments = commentsWithin(target.source.text, edits);
  return [...new Set(comments.map(({ start }) => lineOf(start) + moved))];
}
