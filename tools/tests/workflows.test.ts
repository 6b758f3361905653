import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { repositoryRoot } from '../common/problem.ts';
import { mutationAreas } from './mutation-areas.ts';

interface Workflow {
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly environment?: string;
        readonly permissions?: Readonly<Record<string, string>>;
        readonly steps: readonly { run?: string; uses?: string; with?: Record<string, unknown> }[];
      }
    >
  >;
}

/** Every command in a workflow: its steps, and the scripts that it hands to an action. */
function commandsOf(text: string): string[] {
  const { jobs }: Workflow = parse(text);
  return Object.values(jobs).flatMap(({ steps }) =>
    steps.flatMap(step => {
      const scripts = Object.entries(step.with ?? {}).filter(([name]) => name.endsWith('-script'));
      return [step.run ?? [], scripts.map(([, script]) => String(script))].flat();
    }),
  );
}

const { scripts }: { scripts: Record<string, string> } = JSON.parse(
  readFileSync(join(repositoryRoot, 'package.json'), 'utf8'),
);
const callsOfScripts = new Set([
  'bash .ci/run',
  'bash .ci/run --full',
  'npm test',
  'npm test -- --tools',
  ...Object.keys(scripts).map(script => `npm run ${script}`),
]);

/** What a job of a matrix hands to its script. */
const matrixArgument = / -- \$\{\{ matrix\.\w+ \}\}$/;

/** The commands that are more than a call of a script. */
const ownCommands = (text: string) =>
  commandsOf(text).filter(command => !callsOfScripts.has(command.replace(matrixArgument, '')));

test.each(globSync('.github/workflows/*.yml', { cwd: repositoryRoot }))(
  '%s calls scripts',
  file => {
    const text = readFileSync(join(repositoryRoot, file), 'utf8');

    expect(commandsOf(text).length).toBeGreaterThan(0);
    expect(ownCommands(text)).toEqual([]);
  },
);

test('a step with a command of its own is found', () => {
  const workflow = `
    jobs:
      a:
        steps:
          - run: npm test
          - run: npx vitest run
          - uses: some/action@v1
            with:
              publish-script: npx changeset publish`;

  expect(ownCommands(workflow)).toEqual(['npx vitest run', 'npx changeset publish']);
});

test('every area of mutation testing has a job of its own', () => {
  const { jobs } = parse(
    readFileSync(join(repositoryRoot, '.github/workflows/nightly.yml'), 'utf8'),
  );

  expect(jobs.mutation.strategy.matrix.area).toEqual(Object.keys(mutationAreas));
});

/** The commands that compare with the last release. */
const comparing = new Set([
  'bash .ci/run',
  'bash .ci/run --full',
  'npm run compat:summary',
  'npm run specs:summary',
]);

/** Whether each job that compares with the last release fetches all of the history. */
function fetchesHistory(text: string): boolean {
  const { jobs }: Workflow = parse(text);
  return Object.values(jobs)
    .filter(({ steps }) => steps.some(({ run = '' }) => comparing.has(run)))
    .every(({ steps }) =>
      steps.some(
        ({ uses = '', with: given }) =>
          uses.startsWith('actions/checkout@') && given?.['fetch-depth'] === 0,
      ),
    );
}

test.each(globSync('.github/workflows/*.yml', { cwd: repositoryRoot }))(
  '%s has the last release',
  file => {
    expect(fetchesHistory(readFileSync(join(repositoryRoot, file), 'utf8'))).toBe(true);
  },
);

test('a job that fetches one commit is found', () => {
  const workflow = 'jobs: {a: {steps: [{uses: actions/checkout@v5}, {run: bash .ci/run}]}}';

  expect(fetchesHistory(workflow)).toBe(false);
});

/** Actions that a tag or a branch names, so that others can change what runs. */
const unpinned = (text: string) =>
  Array.from(
    text.matchAll(/^ *- uses: (?<action>.+)$/gm),
    ({ groups }) => groups?.['action'] ?? '',
  ).filter(action => !/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action));

test.each(globSync(['.github/workflows/*.yml', 'action.yml'], { cwd: repositoryRoot }))(
  '%s pins each action to a commit, with its version beside it',
  file => {
    expect(unpinned(readFileSync(join(repositoryRoot, file), 'utf8'))).toEqual([]);
  },
);

test('an action that is pinned to a tag is found', () => {
  expect(unpinned('steps:\n  - uses: some/action@v2\n')).toEqual(['some/action@v2']);
});

test('the one job that may sign packages is in a protected environment and only publishes what another packed', () => {
  const { jobs }: Workflow = parse(
    readFileSync(join(repositoryRoot, '.github/workflows/release.yml'), 'utf8'),
  );
  const signing = Object.values(jobs).filter(({ permissions }) => permissions?.['id-token']);

  expect(signing.map(({ environment }) => environment)).toEqual(['npm']);
  expect(signing.flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []))).toEqual([
    'npm run release:publish',
  ]);
});
