import { isDeepStrictEqual } from 'node:util';
import { isScalar } from 'yaml';
import type { TextRange } from '../text-range.ts';
import type { EditSession } from './edit-session.ts';
import { refuseRepeated, refuseUneditable } from './edit-target.ts';
import { type LocatedKey, locateKey } from './locate-key.ts';
import { hasKey, type KeyPath, valueAt, withValue } from './plain-value.ts';
import { edgesOf, isFlow, tokensOf } from './token-range.ts';
import { type ScalarStyle, styleOf, writeScalar } from './written-scalar.ts';

/** How one value is brought to today's version. */
export interface ValueMigration {
  /** The names that lead to it. */
  readonly path: KeyPath;
  /** What the set says; it throws when it cannot. */
  readonly migrate: (value: unknown) => unknown;
  /**
   * Whether the file is known to be of the version before, by a key that only that version had.
   * Without that, a value is only changed where changing it again would make no difference.
   */
  readonly isOld: boolean;
}

/**
 * Brings a value to today's version where it stands, quotes kept.
 *
 * @returns whether a person must see to it: it is not written here, or cannot be changed
 */
export function migrateValue(session: EditSession, migration: ValueMigration): boolean {
  const { path, migrate, isOld } = migration;
  const { target } = session;
  if (!hasKey(target.value, path)) return false;
  const value = valueAt(target.value, path);
  if (isTakenFromElsewhere(value)) return isOld;
  const attempted = attempt(migrate, value);
  if (attempted.length === 0) return isOld;
  const [migrated] = attempted;
  if (isDeepStrictEqual(migrated, value)) return false;
  if (!isOld && !isDeepStrictEqual(attempt(migrate, migrated)[0], migrated)) return false;
  const located = locateKey(target.document, path);
  if (target.source.part !== undefined) refuseUneditable(target, path.join('.'), undefined);
  const place = located === undefined ? undefined : findScalar(located);
  if (located === undefined || place === undefined || !isWritable(migrated)) return true;
  refuseRepeated(target, path.join('.'), located.mappings, place);
  const { start, end, style } = place;
  session.commit({
    path: path.join('.'),
    at: place,
    edits: [{ start, end, text: writeScalar(migrated, style, isFlow(located.mapping)) }],
    expected: withValue(target.value, path, migrated),
  });
  return false;
}

/** Where a value is written in one scalar, and how; blocks of text are left alone. */
export function findScalar({ pair }: LocatedKey): (TextRange & { style: ScalarStyle }) | undefined {
  const { value } = tokensOf(pair);
  const style = isScalar(pair.value) ? styleOf(value?.type) : undefined;
  if (value === undefined || style === undefined) return undefined;
  return { start: value.offset, end: edgesOf(pair).end, style };
}

function isWritable(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** Whether a value is only known where the backend runs. */
function isTakenFromElsewhere(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('${');
  return (
    typeof value === 'object' &&
    value !== null &&
    ['$env', '$file', '$include'].some(name => Object.hasOwn(value, name))
  );
}

/** What was thrown may quote the value, so it is not passed on. */
function attempt(migrate: (value: unknown) => unknown, value: unknown): [migrated: unknown] | [] {
  try {
    return [migrate(value)];
  } catch {
    return [];
  }
}
