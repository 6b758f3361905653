import type { FieldTable } from '@rhdh-boost/config-schema/artefacts';
import { memberOf } from './same-json.ts';

/**
 * Where the migrations above a version lead a key: to a key (its own when none names it), or
 * nowhere when one removes it or a section that it is in.
 */
export function movedKey(
  key: string,
  { migrations }: Pick<FieldTable, 'migrations'>,
  aboveVersion: number,
): string | undefined {
  const steps = migrations
    .filter(({ to }) => to > aboveVersion)
    .sort((left, right) => left.to - right.to);
  let current = key;
  for (const { renamed = {}, removed = [] } of steps) {
    const renamedTo = memberOf(renamed, current);
    if (typeof renamedTo === 'string') {
      current = renamedTo;
    } else if (removed.some(gone => current === gone || current.startsWith(`${gone}.`))) {
      return undefined;
    }
  }
  return current;
}

/** Where each key of an earlier table ends: at a key, or nowhere. */
export type KeyEnds = ReadonlyMap<string, string | undefined>;

/** Where the migrations of a table lead the keys of an earlier one. */
export function findKeyEnds({ fields, version }: FieldTable, after: FieldTable): KeyEnds {
  return new Map(Object.keys(fields).map(key => [key, movedKey(key, after, version)]));
}
