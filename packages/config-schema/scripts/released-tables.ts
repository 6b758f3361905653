import { isDeepStrictEqual } from 'node:util';
import type { FieldTable, FieldTableEntry } from '../src/artefacts/index.ts';

/** Where the table of fields of a released version is kept, in the repository. */
export function keptTablePath(version: number): string {
  return `packages/config-schema/schema/released/fields-${version}.json`;
}

/** Numbers that no version has: Boost 0.8 wrote rows under them that are none of ours. */
const skippedVersions: ReadonlySet<number> = new Set([3, 4, 5]);

/**
 * What is wrong with the tables that are kept of released versions. One that is kept says what its
 * version is: from then on its owner and its migrations stay, and its fields change in their wording
 * alone.
 *
 * @param today - the table of today's fields
 * @param read - gives the text of a file of the repository, or undefined where it is missing
 */
export function findReleaseProblems(
  today: FieldTable,
  read: (path: string) => string | undefined,
): string[] {
  const versions = Array.from({ length: today.version }, (_, index) => index + 1).filter(
    version => !skippedVersions.has(version),
  );
  return versions.flatMap(version => {
    const path = keptTablePath(version);
    const text = read(path);
    if (text === undefined) {
      // Today's version is kept when it is released.
      return version === today.version ? [] : [`${path} is missing: bring it back with git`];
    }
    const kept = parseTable(text);
    if (kept?.version !== version) {
      return [`${path} is not the table of version ${version}: bring it back with git`];
    }
    return version === today.version ? describeChanges(path, kept, today) : [];
  });
}

function parseTable(text: string): FieldTable | null | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function describeChanges(path: string, kept: FieldTable, today: FieldTable): string[] {
  const keys = new Set([...Object.keys(kept.fields), ...Object.keys(today.fields)]);
  const changed = [
    ...(['owner', 'migrations'] as const).filter(
      part => !isDeepStrictEqual(kept[part], today[part]),
    ),
    ...[...keys].filter(
      key =>
        !isDeepStrictEqual(withoutWording(kept.fields[key]), withoutWording(today.fields[key])),
    ),
  ];
  if (changed.length === 0) return [];
  return [
    `${path} differs from the registry in ${changed.join(', ')}: that version is released, so raise the set's version (or bring the file back with git, if it was edited)`,
  ];
}

function withoutWording(entry: FieldTableEntry | undefined): unknown {
  if (entry === undefined) return undefined;
  const { description: _, deprecated: __, ...rest } = entry;
  return rest;
}
