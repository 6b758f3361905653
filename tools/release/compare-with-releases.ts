import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CompatReport, compareConfiguration } from '@rhdh-boost/config-tools';
import { git } from '../common/git.ts';
import { distinct, type Problem } from '../common/problem.ts';
import { publishedPackages, type Workspace } from '../common/workspaces.ts';
import { lastRelease } from './last-release.ts';

/** Where a package has the table of its fields. */
export function tableOf(folder: string): string {
  return `${folder}/schema/fields.json`;
}

/** The tables of a package's releases, by the file that each is in, those of later releases last. */
function releasedTables(root: string, folder: string): string[] {
  const { compare } = new Intl.Collator('en', { numeric: true });
  return globSync(`${folder}/schema/released/fields-*.json`, { cwd: root }).sort(
    // A table without a package version is older than the package.
    (left, right) => Number(isOfPackage(left)) - Number(isOfPackage(right)) || compare(left, right),
  );
}

/** Whether the file is named after a version of the package: `fields-0.1.0.json`. */
function isOfPackage(table: string): boolean {
  return /fields-\d+\.\d+\.\d+[^/]*\.json$/.test(table);
}

/** The version of the fields in a table, which one version of the package after the other may have. */
function fieldsVersionIn(root: string, table: string): number | undefined {
  const { version }: { version?: number } = JSON.parse(readFileSync(join(root, table), 'utf8'));
  return version;
}

/** A package whose fields are compared, and what with. */
export interface Comparison {
  readonly workspace: Workspace;
  /** The commit of its last release; none before the first. */
  readonly release: string | undefined;
  /** What changed since; none where there is nothing to compare with. */
  readonly result: CompatReport | undefined;
}

/** What changed of the fields since the newest release whose table is there. */
export interface VersionComparison {
  /** The version of the fields that the release and today have. */
  readonly version: number;
  /** The table of the release. */
  readonly table: string;
  readonly result: CompatReport;
}

/**
 * Compares the fields of a package with its newest released table, where both have the same version
 * of the fields: what breaks needs the next one, while optional fields do not.
 */
export async function compareWithinVersion(
  root: string,
  { folder }: Workspace,
): Promise<VersionComparison | undefined> {
  const current = tableOf(folder);
  const table = releasedTables(root, folder).findLast(isOfPackage);
  if (table === undefined || !existsSync(join(root, current))) return undefined;
  const result = await compareConfiguration({ against: table, current, cwd: root });
  const version = result.owner === undefined ? undefined : fieldsVersionIn(root, current);
  return version === undefined || version !== fieldsVersionIn(root, table)
    ? undefined
    : { version, table, result };
}

/**
 * Compares the fields of each package that has any, or had some when it was released.
 *
 * @returns the comparisons, and why there is none of a package
 */
export async function compareWithReleases(
  root: string,
): Promise<{ comparisons: Comparison[]; problems: Problem[] }> {
  const comparisons: Comparison[] = [];
  const problems: Problem[] = [];
  for (const workspace of publishedPackages(root)) {
    const { commit: release, problem } = lastRelease(root, workspace);
    if (problem !== undefined) problems.push(problem);
    else {
      const result = await compareWithRelease(root, workspace.folder, release);
      comparisons.push({ workspace, release, result });
    }
  }
  return { comparisons, problems: distinct(problems) };
}

/** Compares with the last release, or, where that had no table, with the table of the newest release; nothing when there is neither. */
async function compareWithRelease(
  root: string,
  folder: string,
  release: string | undefined,
): Promise<CompatReport | undefined> {
  const current = tableOf(folder);
  const isReleased =
    release !== undefined && git(root, 'cat-file', '-e', `${release}:${current}`) !== undefined;
  const against = isReleased ? release : releasedTables(root, folder).at(-1);
  if (against === undefined) return undefined;
  if (!existsSync(join(root, current))) return describeMissing(against, current);
  return compareConfiguration({ against, path: current, current, cwd: root });
}

/** A table that is gone would end the comparison without a word. */
function describeMissing(against: string, file: string): CompatReport {
  const location = { file, line: 1, column: 1, endLine: 1, endColumn: 1 };
  return {
    against,
    changes: [],
    findings: [
      {
        severity: 'error',
        code: 'missing_field_table',
        message: `is gone, and ${against} has a table to compare it with`,
        hint: 'Bring it back with `npm run generate`.',
        location,
      },
    ],
    exitCode: 2,
  };
}
