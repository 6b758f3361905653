// The changesets of a package that has configuration fields announce at least the version step that the changes of its
// fields since its last release want; a breaking change gets a version of the fields that no release has; and the tables
// of releases stay as they were released.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type CompatChange,
  type CompatReport,
  formatCompat,
  versionSteps,
  wantedSteps,
} from '@rhdh-boost/config-tools';
import { git } from '../common/git.ts';
import { formatProblem, type Problem, report, repositoryRoot } from '../common/problem.ts';
import type { Workspace } from '../common/workspaces.ts';
import { type Changeset, readChangesets } from './changeset-files.ts';
import {
  type Comparison,
  compareWithinVersion,
  compareWithReleases,
  tableOf,
} from './compare-with-releases.ts';

/** How many changes a failure names. */
const namedChanges = 10;

/** What is wrong with the step that the changesets announce. */
function findStepProblem(
  { folder, manifest }: Workspace,
  { changes }: CompatReport,
  changesets: readonly Changeset[],
): Problem[] {
  const wanted = wantedSteps(changes);
  if (wanted === undefined) return [];
  const step = manifest.version.startsWith('0.') ? wanted.beforeOne : wanted.fromOne;
  const naming = changesets.filter(({ releases }) => Object.hasOwn(releases, manifest.name));
  const announced = naming.map(({ releases }) => releases[manifest.name] ?? '');
  const enough = new Set<string>(versionSteps.slice(versionSteps.indexOf(step)));
  if (announced.some(name => enough.has(name))) return [];
  const said =
    naming.length === 0
      ? 'no changeset names it'
      : naming.map(({ file }, index) => `${file} says ${announced[index]}`).join(', ');
  return [
    {
      file: tableOf(folder),
      message: `The changes of ${manifest.name}'s fields want the version step ${step}, and ${said}. Run \`npx changeset\`, or mend the one there is. Changes:\n${listChanges(changes)}`,
    },
  ];
}

function listChanges(changes: readonly CompatChange[]): string {
  const sorted = changes.toSorted((left, right) => left.kind.localeCompare(right.kind));
  const lines = sorted
    .slice(0, namedChanges)
    .map(({ key, kind, rule, description }) => `  ${kind} ${key} ${description} (${rule})`);
  const more = changes.length - lines.length;
  return [...lines, ...(more > 0 ? [`  and ${more} more`] : [])].join('\n');
}

/** A breaking change of a version of the fields that a release has: values of that version are stored already. */
async function findVersionProblem(root: string, workspace: Workspace): Promise<Problem[]> {
  const compared = await compareWithinVersion(root, workspace);
  const breaking = compared?.result.changes.filter(({ kind }) => kind === 'breaking') ?? [];
  if (compared === undefined || breaking.length === 0) return [];
  return [
    {
      file: tableOf(workspace.folder),
      message: `Version ${compared.version} of the fields is released in ${compared.table}, and may get optional fields alone. Raise the version of the set, with a migration of what is removed or renamed. Changes:\n${listChanges(breaking)}`,
    },
  ];
}

/** The tables of releases that are not as the last release had them. */
function findAlteredTables(root: string, { workspace, release }: Comparison): Problem[] {
  if (release === undefined) return [];
  const folder = `${workspace.folder}/schema/released/`;
  const released = git(root, 'ls-tree', '-r', '--name-only', release, '--', folder) ?? '';
  return released
    .split('\n')
    .filter(file => file !== '' && !isUnaltered(root, release, file))
    .map(file => ({
      file,
      message: `The table of a release is what others are compared with, and is not changed. Restore it: \`git checkout ${release} -- ${file}\`.`,
    }));
}

function isUnaltered(root: string, release: string, file: string): boolean {
  return (
    existsSync(join(root, file)) &&
    git(root, 'show', `${release}:${file}`) === readFileSync(join(root, file), 'utf8').trimEnd()
  );
}

/** What is wrong with the changesets, the version of the fields and the tables of releases. */
export async function configCompatProblems(root: string): Promise<Problem[]> {
  const { changesets, problems } = readChangesets(root);
  const compared = await compareWithReleases(root);
  const found: Problem[] = [];
  for (const comparison of compared.comparisons) {
    const { workspace, result } = comparison;
    const step =
      result?.owner === undefined
        ? (result?.findings ?? []).map(describeFinding)
        : findStepProblem(workspace, result, changesets);
    const version = await findVersionProblem(root, workspace);
    found.push(...step, ...version, ...findAlteredTables(root, comparison));
  }
  return [...compared.problems, ...problems, ...found];
}

/** A finding with a place says what is wrong with that file. */
function describeFinding({ location, message, hint }: CompatReport['findings'][number]): Problem {
  const what = 'The fields cannot be compared:';
  return location === undefined
    ? { message: `${what} ${message}. ${hint}` }
    : { file: location.file, message: `${what} the file ${message}. ${hint}` };
}

/** What a pull request is told of the fields. */
export interface CompatSummary {
  /** The changes since the last release; where they cannot be told, why. */
  readonly markdown: string;
  /** Why the fields of a package cannot be compared. */
  readonly problems: readonly Problem[];
}

/** Sums the changes since the last release up, for a pull request. */
export async function summarizeCompat(root: string): Promise<CompatSummary> {
  const { comparisons, problems } = await compareWithReleases(root);
  const results = comparisons.flatMap(({ result }) => result ?? []);
  const nothing =
    problems.length === 0 && results.length === 0 ? [`${nothingToCompareWith}\n`] : [];
  return {
    markdown: [
      ...problems.map(problem => `${formatProblem(problem)}\n`),
      ...results.map(result => formatCompat(result, { output: 'markdown' })),
      ...nothing,
    ].join('\n'),
    problems: [...problems, ...results.flatMap(({ findings }) => findings.map(describeFinding))],
  };
}

const nothingToCompareWith =
  'No package had a table of fields when it was last released, and none is kept: there is nothing to compare with.';

/**
 * Writes the summary, which a workflow shows in place of the output, and ends with exit code 1
 * where fields could not be compared: a summary without a table looks like one without a change.
 */
export async function printSummary(root: string): Promise<void> {
  const { markdown, problems } = await summarizeCompat(root);
  process.stdout.write(markdown);
  if (problems.length === 0) return;
  process.stderr.write(`${problems.map(formatProblem).join('\n')}\n`);
  process.exitCode = 1;
}

if (import.meta.main) {
  if (process.argv.includes('--markdown')) await printSummary(repositoryRoot);
  else report(await configCompatProblems(repositoryRoot));
}
