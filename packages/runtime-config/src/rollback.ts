import { isSecretChange } from './history.ts';
import type { OverrideAccess } from './override-access.ts';
import { ConfigOverrideError } from './override-error.ts';
import type { StoredChange } from './override-store.ts';
import type { ConfigChange } from './set-many.ts';
import { readStoredValue } from './stored-value.ts';
import { parseJson } from './stored-version.ts';
import { overridable } from './write-override.ts';

/** Any value, in bytes: whether it is too large today is for the write to say. */
const mostBytes = 2 ** 31 - 1;

/**
 * The change that brings a key back to what it was after a change of its history. The value is migrated to
 * today's version and not checked yet: that is the same for every write.
 *
 * @throws BoostConfigError for a key that the registry does not have
 * @throws ConfigOverrideError `not_overridable`, `not_found` or `not_restorable`
 */
export async function changeBack(
  access: OverrideAccess,
  key: string,
  revision: string,
): Promise<ConfigChange> {
  const { store, keys } = access;
  overridable(access, key);
  if (keys.field(key)?.sensitive === true)
    throw notRestorable(
      `${key} is a secret, and the history does not keep its values.`,
      'Set the secret again.',
    );
  const filter = { keys: keys.namesOf(key), revision, limit: 1, maxBytes: mostBytes };
  const [change] = isRevision(revision) ? await store.readHistory(filter) : [];
  if (change === undefined)
    throw new ConfigOverrideError({
      code: 'not_found',
      message: `The history of ${key} does not have this revision.`,
      hint: 'Take the revision of an entry in the history of this key. Old entries are removed.',
    });
  return changeTo(access, key, change);
}

/** A revision may come from a URL, which no type has checked: PostgreSQL refuses other text than this. */
function isRevision(revision: unknown): boolean {
  return typeof revision === 'string' && /^[\w-]+$/.test(revision);
}

function changeTo(access: OverrideAccess, key: string, change: StoredChange): ConfigChange {
  const { action, toValue, toBytes, toVersion } = change;
  if (isSecretChange(change, access.keys))
    throw notRestorable(
      `${key} was a secret at this revision, and the history does not keep its value.`,
      'Set the value again.',
    );
  if (action === 'reject' || action === 'purge')
    throw notRestorable(
      `The history of ${key} has at this revision a row that was moved aside.`,
      'Choose another revision, or restore the row while it is among the rejected ones.',
    );
  if (toBytes === 0) return { key, unset: true };
  const parsed = parseJson(toValue);
  const reading = readStoredValue(rowOf(change, toVersion ?? 1), access);
  const { code, reason = `it is a value of ${reading.key} today` } = reading.unusable ?? {};
  const isUsable = code === undefined || code === 'invalid_value';
  if (parsed === undefined || !isUsable || reading.key !== key)
    throw notRestorable(
      `The value of ${key} at this revision cannot be used today: ${reason}.`,
      'Set the value that it should have.',
    );
  // What the field does not accept is refused by the write, with all its problems.
  const step = reading.steps.at(-1);
  return { key, value: step === undefined ? parsed.value : step.value };
}

/** The row as it was: whether this version reads a later one's value the same is not known any more. */
function rowOf(
  { key, toValue, toBytes, changedAt, changedBy, revision }: StoredChange,
  version: number,
) {
  return {
    key,
    owner: null,
    value: toValue,
    bytes: toBytes,
    schemaVersion: version,
    readableSince: version,
    updatedAt: changedAt,
    updatedBy: changedBy,
    revision,
  };
}

function notRestorable(message: string, hint: string): ConfigOverrideError {
  return new ConfigOverrideError({ code: 'not_restorable', message, hint });
}
