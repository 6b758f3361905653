import type { SourceLocation } from '../finding.ts';
import { insertKey } from './insert-lines.ts';
import { describePlaceholder, describeSetElsewhere } from './migration-findings.ts';
import type { MigrationStep } from './migration-step.ts';
import { hasKey, isSameSection, type KeyPath, valueAt, withValue } from './plain-value.ts';
import { type NewKey, writeKey } from './written-scalar.ts';

/** The keys that a file needs in place of what is removed; none where another key says as much. */
export function neededKeys({ session, migration, findSetElsewhere }: MigrationStep): string[] {
  const isSet = (key: string) => {
    const value = valueAt(session.target.value, key.split('.')) ?? '';
    return value !== '' || findSetElsewhere(key) !== undefined;
  };
  if (migration.placeholdersUnless?.some(isSet) === true) return [];
  return Object.keys(migration.placeholders ?? {});
}

/** Those of them that are not set yet, and that belong beside a removed key. */
export function missingBeside(step: MigrationStep, path: KeyPath): NewKey[] {
  return missingKeys(step)
    .filter(({ path: other }) => isSameSection(path, other))
    .map(({ path: other, value }) => ({ name: other.at(-1) ?? '', value }));
}

function missingKeys(step: MigrationStep): { path: KeyPath; value: string }[] {
  const { session, migration, findSetElsewhere } = step;
  return neededKeys(step)
    .filter(key => findSetElsewhere(key) === undefined)
    .map(key => ({ path: key.split('.'), value: migration.placeholders?.[key] ?? '' }))
    .filter(({ path }) => !hasKey(session.target.value, path));
}

/**
 * Writes the needed keys that belong to other sections than what was removed.
 *
 * @param removedAt - where that stood
 */
export function writePlaceholders(step: MigrationStep, removedAt: SourceLocation): void {
  tellSetElsewhere(step, removedAt);
  const { session } = step;
  for (const { path, value } of missingKeys(step)) {
    const { target } = session;
    const name = path.at(-1) ?? '';
    const edit = insertKey(target, path, {
      block: [writeKey({ name, value }, 'plain', false)],
      flow: writeKey({ name, value }, 'plain', true),
    });
    const expected = withValue(target.value, path, value);
    session.commit({ path: path.join('.'), edits: [edit], expected, at: edit });
    notePlaceholders(step, path.slice(0, -1), [{ name, value }], removedAt);
  }
}

/** What is deployed apart must not be migrated as one: it would lack the keys without a word. */
function tellSetElsewhere(step: MigrationStep, location: SourceLocation): void {
  const files = new Map<string, string[]>();
  for (const key of neededKeys(step)) {
    const setting = step.findSetElsewhere(key);
    const isHere = hasKey(step.session.target.value, key.split('.'));
    if (setting?.isOtherFile !== true || isHere) continue;
    files.set(setting.name, [...(files.get(setting.name) ?? []), key]);
  }
  for (const [name, keys] of files) {
    step.findings.push(describeSetElsewhere(keys, name, location));
  }
}

/** Tells of keys that were written with a placeholder. */
export function notePlaceholders(
  { placeholders, findings }: MigrationStep,
  section: KeyPath,
  keys: readonly NewKey[],
  location: SourceLocation,
): void {
  for (const { name, value } of keys) {
    const path = [...section, name];
    placeholders.push({ key: path.join('.'), placeholder: value });
    findings.push(describePlaceholder(path, value, location));
  }
}
