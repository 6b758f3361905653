import { isDeepStrictEqual } from 'node:util';
import type { FieldTable } from '../src/artefacts/index.ts';

/** Where the tables of fields of the released packages are, in the repository. */
const folder = 'packages/config-schema/schema/released';

/** The table of version 1: the keys of Boost 0.8, which had no package of their own. */
export const tableOfBoost08 = `${folder}/fields-1.json`;

/** Where the table of fields of a released package is: one for each release, whatever the version of its fields. */
export function releasedTablePath(packageVersion: string): string {
  return `${folder}/fields-${packageVersion}.json`;
}

/**
 * What is wrong with the tables of releases, and with today's fields beside the newest of them. A version of the fields
 * may get optional fields after a release. Whatever changes stored values needs the next version: its migrations run on
 * values of earlier versions alone. Neither can the version go back, nor the version that a released field is from.
 * `npm run check -- compat` judges what a field takes.
 *
 * @param today - the table of today's fields
 * @param released - the texts of the tables by their path, those of later releases last
 */
export function findReleaseProblems(
  today: FieldTable,
  released: ReadonlyMap<string, string>,
): string[] {
  const problems: string[] = [];
  let newest: { path: string; table: FieldTable } | undefined;
  for (const path of new Set([tableOfBoost08, ...released.keys()])) {
    const text = released.get(path);
    const table = text === undefined ? undefined : parseTable(text);
    if (text === undefined) problems.push(`${path} is missing. Restore it with git.`);
    else if (table === undefined || (path === tableOfBoost08) !== (table.version === 1)) {
      problems.push(`${path} is not the table that was released. Restore it with git.`);
    } else newest = { path, table };
  }
  if (newest === undefined) return problems;
  const { path, table } = newest;
  if (table.version > today.version) {
    problems.push(
      `Version ${table.version} is released in ${path}. The fields cannot go back to version ${today.version}: restore BOOST_CONFIG_SCHEMA_VERSION in packages/config-schema/src/registry.ts.`,
    );
  }
  return [
    ...problems,
    ...(table.version === today.version ? describeChanges(path, table, today) : []),
    ...describeMoves(path, table, today),
  ];
}

/** Released fields that say that they are from another version than the release said. */
function describeMoves(path: string, released: FieldTable, today: FieldTable): string[] {
  return Object.entries(released.fields)
    .filter(([key, { since }]) => (today.fields[key]?.since ?? since) !== since)
    .map(([key, { since }]) => `${key} is released in ${path}: keep its "since: ${since}".`);
}

function parseTable(text: string): FieldTable | undefined {
  try {
    const table: FieldTable | null = JSON.parse(text);
    return table?.fields === undefined ? undefined : table;
  } catch {
    return undefined;
  }
}

function describeChanges(path: string, released: FieldTable, today: FieldTable): string[] {
  const next = `Version ${today.version} is released in ${path}.`;
  const fixed = (['owner', 'migrations'] as const).filter(
    part => !isDeepStrictEqual(released[part], today[part]),
  );
  const added = Object.entries(today.fields).filter(([key]) => !(key in released.fields));
  return [
    ...fixed.map(
      part =>
        `${next} Its ${part} cannot change: raise BOOST_CONFIG_SCHEMA_VERSION in packages/config-schema/src/registry.ts.`,
    ),
    ...added
      .filter(([, { since }]) => since !== today.version)
      .map(([key]) => `${next} It has no ${key}: set "since: ${today.version}" for it.`),
  ];
}
