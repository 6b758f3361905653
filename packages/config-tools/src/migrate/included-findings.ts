import type { ConfigFieldSet } from '@rhdh-boost/config-schema';
import { isScalar } from 'yaml';
import type { Finding, SourceLocation } from '../finding.ts';
import type { EditTarget } from './edit-target.ts';
import { type IncludeBase, type KeyState, lookUpKey } from './included-keys.ts';
import { followPath } from './locate-key.ts';
import { describeUnseen } from './migration-findings.ts';
import type { KeyPath } from './plain-value.ts';
import { MigrationRefusal } from './refusal.ts';
import { replacements } from './replaced-keys.ts';

/** What was found about the keys of a migration, included files counted in. */
export interface IncludedKeys {
  /** What it has for each key that may be written, except those that are absent. */
  readonly needed: ReadonlyMap<string, NeededKey>;
  /** A refusal for each key of an earlier version in an included file; a warning for each unread one. */
  readonly findings: readonly Finding[];
}

/** What an app-config has for a key that a placeholder may be written for. */
export interface NeededKey {
  /** What it has. */
  readonly state: KeyState;
  /** The key, or what includes it. */
  readonly location: SourceLocation;
}

/** Looks for the keys that migrations are about, in an app-config and in what it includes. */
export function findIncludedKeys(
  base: IncludeBase,
  target: EditTarget,
  sets: readonly ConfigFieldSet[],
): IncludedKeys {
  const migrations = sets.flatMap(set => set.migrations);
  const findings = new Map<string, Finding>();
  for (const key of migrations.flatMap(({ removed = {}, renamed = {} }) =>
    Object.keys({ ...removed, ...renamed }),
  )) {
    const path = key.split('.');
    const { state, includedAt } = lookUpKey(base, target.value, path);
    if (includedAt === undefined || state === 'absent' || state === 'null') continue;
    const section = path.slice(0, includedAt);
    const finding = describeIncluded(target, section, path, state);
    // One for each place: the section has more keys than one.
    const place = JSON.stringify([finding.code, section]);
    if (!findings.has(place)) findings.set(place, finding);
  }
  const needed = new Map<string, NeededKey>();
  const written = migrations.flatMap(({ placeholders = {}, placeholdersUnless = [] }) =>
    Object.keys(placeholders).concat(placeholdersUnless),
  );
  for (const key of new Set([...written, ...replacements])) {
    const path = key.split('.');
    const { state } = lookUpKey(base, target.value, path);
    if (state !== 'absent') needed.set(key, { state, location: locate(target, path) });
  }
  return { needed, findings: [...findings.values()] };
}

function locate({ source, document }: EditTarget, path: KeyPath): SourceLocation {
  const key = followPath(document, path).pairs.at(-1)?.key;
  const [start = 0, end = 0] = (isScalar(key) ? key.range : undefined) ?? [];
  return source.locate(start, end);
}

function describeIncluded(
  { source, document }: EditTarget,
  section: KeyPath,
  path: KeyPath,
  state: KeyState,
): Finding {
  const [start = 0, end = 0] =
    followPath(document, [...section, '$include']).mappings.at(-1)?.range ?? [];
  const location = source.locate(start, end);
  if (state === 'unseen') return describeUnseen(section, location);
  return new MigrationRefusal({
    path: path.join('.'),
    reason: 'it is in a file that this file includes',
    hint: 'Move the section into this file, or edit the included file yourself.',
    range: [start, end],
    location,
  }).finding;
}
