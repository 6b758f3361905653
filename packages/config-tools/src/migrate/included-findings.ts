import type { ConfigFieldSet } from '@rhdh-boost/config-schema';
import type { Finding } from '../finding.ts';
import type { EditTarget } from './edit-target.ts';
import { type IncludeBase, lookUpKey } from './included-keys.ts';
import { followPath } from './locate-key.ts';
import { describeUnseen } from './migration-findings.ts';
import type { KeyPath } from './plain-value.ts';
import { MigrationRefusal } from './refusal.ts';

/** What was found about the keys of a migration, included files counted in. */
export interface IncludedKeys {
  /** The keys, of those that a placeholder may be written for, that are set. */
  readonly set: ReadonlySet<string>;
  /** A refusal for each key of an earlier version in an included file; a warning for each unread one. */
  readonly findings: readonly Finding[];
}

/** Looks for the keys that migrations are about, in an app-config and in what it includes. */
export async function findIncludedKeys(
  base: IncludeBase,
  target: EditTarget,
  sets: readonly ConfigFieldSet[],
): Promise<IncludedKeys> {
  const migrations = sets.flatMap(set => set.migrations);
  const findings = new Map<string, Finding>();
  for (const key of migrations.flatMap(({ removed = {}, renamed = {} }) =>
    Object.keys({ ...removed, ...renamed }),
  )) {
    const path = key.split('.');
    const { state, includedAt } = await lookUpKey(base, target.value, path);
    if (includedAt === undefined || state === 'absent') continue;
    const section = path.slice(0, includedAt);
    const finding = describeIncluded(target, section, path, state);
    // One for each place: the section has more keys than one.
    const place = JSON.stringify([finding.code, section]);
    if (!findings.has(place)) findings.set(place, finding);
  }
  const set = new Set<string>();
  for (const key of migrations.flatMap(({ placeholders = {} }) => Object.keys(placeholders))) {
    const { state } = await lookUpKey(base, target.value, key.split('.'));
    if (state === 'set') set.add(key);
  }
  return { set, findings: [...findings.values()] };
}

function describeIncluded(
  { source, document }: EditTarget,
  section: KeyPath,
  path: KeyPath,
  state: 'set' | 'unseen',
): Finding {
  const [start = 0, end = 0] =
    followPath(document, [...section, '$include']).mappings.at(-1)?.range ?? [];
  const location = source.locate(start, end);
  if (state === 'unseen') return describeUnseen(section, location);
  return new MigrationRefusal({
    path: path.join('.'),
    reason: 'it stands in a file that is included here',
    hint: 'Move the section into this file, or edit the included file yourself.',
    location,
  }).finding;
}
