import type { ConfigFieldSet } from '@rhdh-boost/config-schema';
import { findReplacedKey, replacedKeys } from '@rhdh-boost/internal/replaced-keys';
import { isRecord } from '../is-record.ts';
import { refuse } from './edit-target.ts';
import type { LocatedKey } from './locate-key.ts';
import { locateOrRefuse } from './locate-or-refuse.ts';
import { findScalar, migrateValue } from './migrate-values.ts';
import {
  describeByHand,
  describeDropped,
  describeLeft,
  describeLostComments,
  describeRenamedValue,
} from './migration-findings.ts';
import type { MigrationStep } from './migration-step.ts';
import {
  hintOfPredecessor,
  type MovedKey,
  movedKeys,
  noAuthMode,
  predecessor,
  securityMode,
} from './moved-keys.ts';
import { hasKey, type KeyPath, valueAt, withValue } from './plain-value.ts';
import { moveKey } from './renamed-keys.ts';
import { takeKey } from './take-key.ts';
import { edgesOf } from './token-range.ts';
import { writeScalar } from './written-scalar.ts';

type Step = Pick<MigrationStep, 'session' | 'places' | 'findSetElsewhere' | 'findings'>;

/** The keys that values are moved to. */
export const replacements: readonly string[] = movedKeys.map(({ to }) => to);

/**
 * Moves the values of keys that Boost does not read, and of the predecessor's section, to the keys that it reads.
 * Keys below `boost` without a counterpart are removed, because they have no effect; those of the predecessor stay,
 * since they may be the only record of what was configured. A key that another module contributes is read, and stays.
 */
export function moveReplacedKeys(step: Step, sets: readonly ConfigFieldSet[]): void {
  const fields = sets.flatMap(set => Object.keys(set.fields));
  const isRead = (key: string) => fields.some(field => `${field}.`.startsWith(`${key}.`));
  renameNone(step, securityMode);
  for (const moved of movedKeys) if (!isRead(moved.from)) moveValue(step, moved);
  for (const key of Object.keys(replacedKeys)) if (!isRead(key)) dropKey(step, key.split('.'));
  clearPredecessor(step);
}

function moveValue(step: Step, { from, to, ...form }: MovedKey): void {
  const { session, findSetElsewhere } = step;
  const [oldPath, newPath] = [from.split('.'), to.split('.')];
  const { value } = session.target;
  // What counts as not set has nothing to move.
  if ((valueAt(value, oldPath) ?? '') === '') return;
  // What is read today stays; the value that is not read is then left or dropped.
  if (hasKey(value, newPath) || findSetElsewhere(to)?.isOtherFile === true) return;
  if (form.isListed === true) writeAsList(step, oldPath);
  if (to === securityMode) renameNone(step, from);
  moveKey(step, oldPath, newPath, locateOrRefuse(session.target, oldPath));
}

/** Renames the mode none, and warns of it: the configuration is accepted again, and still checks nobody. */
function renameNone({ session, places, findings }: Step, key: string): void {
  const path = key.split('.');
  if (valueAt(session.target.value, path) !== 'none') return;
  const isByHand = migrateValue(session, { path, migrate: () => noAuthMode, isOld: true });
  const describe = isByHand ? describeByHand : describeRenamedValue;
  findings.push(describe(securityMode.split('.'), places.locate(path)));
}

/** Puts a single value into a list, at its place. */
function writeAsList({ session }: Step, path: KeyPath): void {
  const { target } = session;
  const located: LocatedKey = locateOrRefuse(target, path);
  const place = findScalar(located);
  const value = valueAt(target.value, path);
  if (Array.isArray(value)) return;
  if (place === undefined || typeof value !== 'string') {
    refuse(target, {
      path: path.join('.'),
      reason: 'a list takes its place, and its value is not text on one line',
      hint: 'Write it as text on one line, then run the command again.',
      at: edgesOf(located.pair),
    });
  }
  const { start, end, style } = place;
  const text = `[${writeScalar(value, style, true)}]`;
  const expected = withValue(target.value, path, [value]);
  session.commit({ path: path.join('.'), at: place, edits: [{ start, end, text }], expected });
}

function dropKey(step: Step, path: KeyPath): void {
  const { session, places, findings } = step;
  if (!hasKey(session.target.value, path)) return;
  const { message = '', replacement } = findReplacedKey(path.join('.')) ?? {};
  const location = places.locate(path);
  const isSet = replacement !== undefined && hasKey(session.target.value, replacement.split('.'));
  findings.push(describeDropped(path, isSet ? replacement : undefined, message, location));
  const lines = takeKey(step, path, locateOrRefuse(session.target, path), []);
  if (lines.length > 0) findings.push(describeLostComments(path, lines, location));
}

/** Lists what is left of the predecessor's section, and removes the section if nothing is. */
function clearPredecessor(step: Step): void {
  const { session, places, findings } = step;
  const path = [predecessor];
  if (!hasKey(session.target.value, path)) return;
  const left = leavesOf(path, valueAt(session.target.value, path));
  for (const each of left) {
    findings.push(describeLeft(each, hintOfPredecessor(each), places.locate(each)));
  }
  if (left.length === 0 && hasKey(session.target.value, ['boost'])) {
    takeKey(step, path, locateOrRefuse(session.target, path), []);
  }
}

/** The keys of sections of which some keys were moved, and other sections as a whole. */
function leavesOf(path: KeyPath, value: unknown): KeyPath[] {
  const prefix = `${path.join('.')}.`;
  if (!isRecord(value) || !movedKeys.some(({ from }) => from.startsWith(prefix))) return [path];
  return Object.entries(value).flatMap(([name, below]) => leavesOf([...path, name], below));
}
