import type { SourceLocation } from '../finding.ts';
import { isRecord } from '../is-record.ts';
import type { LocatedKey } from './locate-key.ts';
import { locateOrRefuse } from './locate-or-refuse.ts';
import { describeLostComments, describeOff, describeRemoved } from './migration-findings.ts';
import type { MigrationStep } from './migration-step.ts';
import { missingBeside, neededKeys, notePlaceholders } from './placeholders.ts';
import { hasKey, type KeyPath, valueAt } from './plain-value.ts';
import { takeKey } from './take-key.ts';
import type { NewKey } from './written-scalar.ts';

/** What was found of removed keys. */
export interface Removals {
  /** Whether there were any. */
  readonly hadRemoved: boolean;
  /** Where the first one stood that had a value: placeholders come in its place. */
  readonly removedAt: SourceLocation | undefined;
}

/** Takes removed keys away; what is needed now and belongs beside one comes in its place. */
export function removeKeys(step: MigrationStep): Removals {
  const { session, places, migration } = step;
  const shortestFirst = Object.keys(migration.removed ?? {}).toSorted(
    (left, right) => left.length - right.length,
  );
  let hadRemoved = false;
  let removedAt: SourceLocation | undefined;
  for (const key of shortestFirst) {
    const { target } = session;
    const path = key.split('.');
    if (!hasKey(target.value, path)) continue;
    hadRemoved = true;
    const located = locateOrRefuse(target, path);
    const value = valueAt(target.value, path);
    if (value === null) {
      takeWithComments(step, path, located, []);
      continue;
    }
    removedAt ??= places.locate(path);
    tellRemoved(step, path, value);
    const replacements = missingBeside(step, path);
    takeWithComments(step, path, located, replacements);
    notePlaceholders(step, path.slice(0, -1), replacements, removedAt);
  }
  return { hadRemoved, removedAt };
}

function takeWithComments(
  step: MigrationStep,
  path: KeyPath,
  located: LocatedKey,
  replacements: readonly NewKey[],
): void {
  const lines = takeKey(step, path, located, replacements);
  if (lines.length === 0) return;
  step.findings.push(describeLostComments(path, lines, step.places.locate(path)));
}

/** Tells of each value that goes, by the key that says most about it. */
function tellRemoved(step: MigrationStep, path: KeyPath, value: unknown): void {
  const { places, findings } = step;
  const { removed = {} } = step.migration;
  const key = path.join('.');
  // A name that the set never had may be anything, a secret that went astray too.
  const names = isRecord(value) ? Object.keys(value) : [];
  const known = names.filter(name => Object.hasOwn(removed, `${key}.${name}`));
  const hasOthers = known.length < names.length || names.length === 0;
  const told = [...(hasOthers ? [path] : []), ...known.map(name => path.concat(name))];
  for (const each of told) {
    const replacement = removed[each.join('.')] ?? removed[key] ?? '';
    findings.push(describeRemoved(each, replacement, places.locate(each)));
  }
  if (isOff(value) && neededKeys(step).length > 0) {
    findings.push(describeOff(path, places.locate([...path, 'enabled'])));
  }
}

/** Whether a section was switched off by a literal value. */
function isOff(value: unknown): boolean {
  return isRecord(value) && (value['enabled'] === false || value['enabled'] === 'false');
}
