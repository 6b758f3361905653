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
