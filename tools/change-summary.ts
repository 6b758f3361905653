// `npm run specs -- --change ID` prints what a change does to the specifications, with the tests that prove each part, as
// Markdown for a reviewer; `npm run specs:summary` does so for each change that the pull request touches.
import { type Change, type Delta, listChanges, readDeltas } from './change-deltas.ts';
import { git } from './git.ts';
import { nearestName } from './nearest-name.ts';
import { repositoryRoot } from './problem.ts';
import { type Proof, proofs } from './proof.ts';
import { currentScenarios, proposedScenarios } from './scenarios.ts';
import { testResults } from './test-results.ts';

const TITLES = { ADDED: 'Added', MODIFIED: 'Altered', REMOVED: 'Removed', RENAMED: 'Renamed' };

/** The scenarios that hold today or are proposed, each with its tests; nothing where no test was run. */
type Known = ReadonlyMap<string, Proof> | undefined;

const NOT_RUN =
  '> There is no report of a whole test run: after `npm test`, the proofs stand here too.';

function proofOf({ tests }: Proof): string {
  const passed = tests.filter(({ outcome }) => outcome === 'passed');
  if (passed.length === 0) {
    return tests.length === 0 ? '**no test names it**' : `**no test that names it passed**`;
  }
  const files = [...new Set(passed.map(({ file }) => file))].sort();
  return `${passed.length} ${passed.length === 1 ? 'test' : 'tests'} in ${files.map(file => `\`${file}\``).join(', ')}`;
}

function formatDelta({ kind, requirement, text, scenarios }: Delta, known: Known): string {
  const lines = scenarios.map(({ id, name }) => {
    if (known === undefined) return `- ${name}`;
    const proof = known.get(id);
    return `- ${name}: ${proof === undefined ? 'not in the specifications of today' : proofOf(proof)}`;
  });
  return [`### ${TITLES[kind]}: ${requirement}`, text, lines.join('\n')]
    .filter(part => part !== '')
    .join('\n\n');
}

/** What a change does to the specifications, as Markdown. */
export function summarizeChange(root: string, change: Change): string {
  const tests = testResults(root);
  const scenarios = [...proposedScenarios(root), ...currentScenarios(root)];
  const known = tests && new Map(proofs(scenarios, tests).map(proof => [proof.scenario.id, proof]));
  const deltas = readDeltas(root, change);
  const capabilities = [...new Set(deltas.map(({ capability }) => capability))];
  const parts = capabilities.map(capability => {
    const own = deltas.filter(delta => delta.capability === capability);
    return [`## ${capability}`, ...own.map(delta => formatDelta(delta, known))].join('\n\n');
  });
  const nothing = 'It touches no requirement.';
  const lines = [
    `# ${change.id}`,
    ...(tests ? [] : [NOT_RUN]),
    ...(parts.length === 0 ? [nothing] : parts),
  ];
  return `${lines.join('\n\n')}\n`;
}

/** The change of that name, or a sentence that names those there are. */
export function findChange(root: string, id: string): Change | string {
  const changes = listChanges(root);
  const found = changes.find(change => change.id === id || change.folder.endsWith(`/${id}`));
  if (found !== undefined) return found;
  const ids = changes.map(change => change.id);
  const nearest = nearestName(id, ids);
  const names = ids.length === 0 ? 'There is none yet.' : `There are: ${ids.join(', ')}.`;
  return `There is no change "${id}".${nearest === undefined ? '' : ` Is "${nearest}" meant?`} ${names}`;
}

/** The summaries of all changes that differ from a commit, as a pull request shows them. */
export function summarizeChangesSince(root: string, base: string): string {
  const files = git(root, 'diff', '--name-only', `${base}...HEAD`, '--', 'openspec/changes');
  if (files === undefined) {
    return `The changes to the specifications could not be told: ${base} is not in this clone. With actions/checkout, set \`fetch-depth: 0\`.\n`;
  }
  const touched = listChanges(root).filter(({ folder }) => files.includes(`${folder}/`));
  return touched.length === 0
    ? 'No change to the specifications is proposed or archived here.\n'
    : touched.map(change => summarizeChange(root, change)).join('\n');
}

/** Prints the summary of one change; gives the exit code. */
export function printChange(root: string, id: string): number {
  const change = findChange(root, id);
  if (typeof change === 'string') {
    console.error(change);
    return 2;
  }
  process.stdout.write(summarizeChange(root, change));
  return 0;
}

if (import.meta.main) {
  const { GITHUB_BASE_REF: base } = process.env;
  process.stdout.write(
    summarizeChangesSince(repositoryRoot, base === undefined ? 'main' : `origin/${base}`),
  );
}
