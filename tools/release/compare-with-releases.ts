import { existsSync, globSync } from 'node:fs';
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

/** The kept tables, by the file that each is in, those of the highest version last. */
function keptTables(root: string, folder: string): string[] {
  return globSync(`${folder}/schema/released/fields-*.json`, { cwd: root }).sort(
    (left, right) => versionOf(left) - versionOf(right),
  );
}

function versionOf(table: string): number {
  return Number(/(\d+)\.json$/.exec(table)?.[1]);
}

/** A package whose fields are compared, and what with. */
export interface Comparison {
  readonly workspace: Workspace;
  /** The commit of its last release; none before the first. */
  readonly release: string | undefined;
  /** What changed since; none where there is nothing to compare with. */
  readonly result: CompatReport | undefined;
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

/** Compares with the last release, or, where that had no table, with the newest kept one; nothing when there is neither. */
async function compareWithRelease(
  root: string,
  folder: string,
  release: string | undefined,
): Promise<CompatReport | undefined> {
  const current = tableOf(folder);
  const isReleased =
    release !== undefined && git(root, 'cat-file', '-e', `${release}:${current}`) !== undefined;
  const against = isReleased ? release : keptTables(root, folder).at(-1);
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
