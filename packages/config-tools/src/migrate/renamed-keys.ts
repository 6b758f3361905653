import { refuse } from './edit-target.ts';
import { insertKey } from './insert-lines.ts';
import type { LocatedKey } from './locate-key.ts';
import { locateOrRefuse } from './locate-or-refuse.ts';
import type { MigrationStep } from './migration-step.ts';
import {
  hasKey,
  isSameSection,
  type KeyPath,
  valueAt,
  withoutKey,
  withValue,
} from './plain-value.ts';
import { renameInPlace } from './rename-key.ts';
import { takeKey } from './take-key.ts';
import { takeKeyText } from './take-key-text.ts';
import { edgesOf } from './token-range.ts';

/** Gives keys their new names, and says whether there were any. */
export function renameKeys(step: MigrationStep): boolean {
  let hadRenamed = false;
  for (const [from, to] of Object.entries(step.migration.renamed ?? {})) {
    const { target } = step.session;
    const [oldPath, newPath] = [from.split('.'), to.split('.')];
    if (!hasKey(target.value, oldPath)) continue;
    hadRenamed = true;
    const located = locateOrRefuse(target, oldPath);
    if (hasKey(target.value, newPath)) {
      refuse(target, {
        path: from,
        reason: `its new name is ${to}, and both are set`,
        hint: 'Remove one of the two.',
        at: edgesOf(located.pair),
      });
    }
    if (isSameSection(oldPath, newPath)) renameHere(step, oldPath, newPath, located);
    else moveKey(step, oldPath, newPath, located);
  }
  return hadRenamed;
}

function renameHere(
  { session }: MigrationStep,
  oldPath: KeyPath,
  newPath: KeyPath,
  located: LocatedKey,
): void {
  const { target } = session;
  const path = oldPath.join('.');
  const edit = renameInPlace(target, path, located, newPath.at(-1) ?? '');
  const value = valueAt(target.value, oldPath);
  const expected = withValue(withoutKey(target.value, oldPath), newPath, value);
  session.commit({ path, edits: [edit], expected, at: edit });
}

/** Writes the key in its new section first, then takes it away where it was. */
export function moveKey(
  step: Pick<MigrationStep, 'session' | 'places'>,
  oldPath: KeyPath,
  newPath: KeyPath,
  located: LocatedKey,
): void {
  const { session } = step;
  const before = session.target;
  const path = oldPath.join('.');
  const text = takeKeyText(before, path, located, newPath.at(-1) ?? '');
  const edit = insertKey(before, newPath, text);
  const value = valueAt(before.value, oldPath);
  const expected = withValue(before.value, newPath, value);
  session.commit({ path, edits: [edit], expected, at: edit });
  takeKey(step, oldPath, locateOrRefuse(session.target, oldPath), []);
}
