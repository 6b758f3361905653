// `npm run specs -- --change ID` prints what a change does to the specifications, with the tests that prove each part, as
// Markdown for a reviewer; `npm run specs:summary` does so for each change that the pull request touches, and for what it
// writes into the specifications itself.

import { nearestName } from '@rhdh-boost/internal/nearest-name';
import { git } from '../common/git.ts';
import { repositoryRoot } from '../common/problem.ts';
import { type Change, type Delta, listChanges, readDeltas } from './change-deltas.ts';
import { type Known, knownScenarios, notesOn, scenarioLine } from './scenario-lines.ts';
import { currentScenarios, type Scenario, scenariosOf } from './scenarios.ts';
import { summarizeEdits } from './spec-edits.ts';
import { specificationTextsAt } from './specification-texts.ts';

const TITLES = { ADDED: 'Added', MODIFIED: 'Altered', REMOVED: 'Removed', RENAMED: 'Renamed' };

const UNKNOWN_BEFORE =
  '> Git cannot tell what held before this change was archived, so nothing is marked as new.';

/** What held before a change: today's scenarios, or for an archived one those before its archiving, if git has them. */
function scenariosBefore(root: string, { folder }: Change): readonly Scenario[] | undefined {
  if (!folder.includes('/archive/')) return currentScenarios(root);
  const proposal = `${folder}/proposal.md`;
  const added = git(root, 'log', '-1', '--diff-filter=A', '--format=%H', '--', proposal);
  // Nothing is said of a folder that is not committed yet.
  const before = added ? `${added}^` : 'HEAD';
  // The first commit of a clone, which may be a shallow one, has none before it.
  if (git(root, 'rev-parse', '--verify', '--quiet', before) === undefined) return undefined;
  return specificationTextsAt(root, before).flatMap(scenariosOf);
}

const stepsBelow = ({ body }: Scenario): string =>
  body.trim().replaceAll(/^/gm, '  ').replace(/^/, '\n');

function formatDelta(
  { kind, requirement, formerName, text, scenarios }: Delta,
  known: Known,
  before: readonly Scenario[] | undefined,
): string {
  const lines = scenarios.map(scenario => {
    const isNew = kind === 'MODIFIED' && before?.every(({ id }) => id !== scenario.id) === true;
    const line = scenarioLine(scenario, known, isNew ? '**new:** ' : '');
    // What a reviewer has not read yet.
    return isNew || kind === 'ADDED' ? `${line}${stepsBelow(scenario)}` : line;
  });
  const name = formerName === undefined ? requirement : `${requirement}, before: ${formerName}`;
  return [`### ${TITLES[kind]}: ${name}`, text, lines.join('\n')]
    .filter(part => part !== '')
    .join('\n\n');
}

/** What a change does to the specifications, as Markdown. */
export function summarizeChange(
  root: string,
  change: Change,
  known = knownScenarios(root),
): string {
  const deltas = readDeltas(root, change);
  const before = scenariosBefore(root, change);
  const mayHaveNew = deltas.some(
    ({ kind, scenarios }) => kind === 'MODIFIED' && scenarios.length > 0,
  );
  const capabilities = [...new Set(deltas.map(({ capability }) => capability))];
  const parts = capabilities.map(capability => {
    const own = deltas.filter(delta => delta.capability === capability);
    return [`## ${capability}`, ...own.map(delta => formatDelta(delta, known, before))].join(
      '\n\n',
    );
  });
  const nothing = 'It touches no requirement.';
  const lines = [
    `# ${change.id}`,
    ...notesOn(root, known),
    ...(before === undefined && mayHaveNew ? [UNKNOWN_BEFORE] : []),
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

/** The summaries of all changes and edits since a commit, as a pull request shows them. */
export function summarizeChangesSince(root: string, base: string): string {
  const start = git(root, 'merge-base', base, 'HEAD');
  const files = start && git(root, 'diff', '--name-only', start, 'HEAD', '--', 'openspec/changes');
  if (start === undefined || files === undefined) {
    return `The changes to the specifications could not be told: ${base} is not in this clone. With actions/checkout, set \`fetch-depth: 0\`.\n`;
  }
  const touched = listChanges(root).filter(({ folder }) => files.includes(`${folder}/`));
  const known = knownScenarios(root);
  const edits = summarizeEdits(root, {
    known,
    before: specificationTextsAt(root, start),
    deltas: touched.flatMap(change => readDeltas(root, change)),
  });
  const summaries = [
    ...touched.map(change => summarizeChange(root, change, known)),
    ...(edits === undefined ? [] : [edits]),
  ];
  return summaries.length === 0
    ? 'No change to the specifications is proposed, archived or made here.\n'
    : summaries.join('\n');
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
