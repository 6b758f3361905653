import { expect, test } from 'vitest';
import { formatProblem } from '../common/problem.ts';
import { addFiles, commitAll, scratchFolder } from '../common/scratch-folder.fixture.ts';
import { trace } from './traceability.ts';

const spec = `### Requirement: Opening
A door SHALL open.

#### Scenario: Door is pushed
- **WHEN** pushed
- **THEN** open

#### Scenario: Door is pulled
- **WHEN** pulled
- **THEN** open
`;

type Tests = Record<string, string>;

const reportOf = (root: string, file: string, tests: Tests) =>
  JSON.stringify({
    testResults: [
      {
        name: `${root}/${file}`,
        assertionResults: Object.entries(tests).map(([title, status]) => ({ title, status })),
      },
    ],
  });

/** A repository with two scenarios and a report of these tests. */
function repository(unit: Tests, files: Record<string, string> = {}): string {
  const root = scratchFolder({ 'openspec/specs/doors/spec.md': spec, ...files });
  addFiles(root, { 'reports/unit.json': reportOf(root, 'packages/a/src/door.test.ts', unit) });
  commitAll(root);
  return root;
}

const problemsOf = (root: string, inContinuousIntegration = false) =>
  trace(root, inContinuousIntegration).problems.map(formatProblem);

const pushed = { 'push [doors/Door is pushed]': 'passed' };
const pulled = { 'pull [doors/Door is pulled]': 'passed' };

test('a scenario that no test names', () => {
  expect(problemsOf(repository({ ...pushed, ...pulled }))).toEqual([]);
  expect(problemsOf(repository(pushed))).toEqual([
    'openspec/specs/doors/spec.md:8: No test proves this scenario. Write one whose title ends with " [doors/Door is pulled]".',
  ]);
});

test.each([
  ['skipped', 'was skipped'],
  ['failed', 'failed'],
])('the only test is %s', (status, said) => {
  expect(problemsOf(repository({ ...pushed, 'pull [doors/Door is pulled]': status }))).toEqual([
    `openspec/specs/doors/spec.md:8: No test that names this scenario passed: "pull [doors/Door is pulled]" (packages/a/src/door.test.ts) ${said}.`,
  ]);
});

const noScenario =
  'names its scenario before its end. Write it last, as in " [capability/Scenario name]".';
const severalScenarios = 'names several scenarios. A test proves one; split it.';
test('a change under way has its tests', () => {
  const delta = `## ADDED Requirements\n\n${spec.replaceAll('Door', 'Gate')}`;
  const files = (folder: string) => ({ [`openspec/changes/${folder}/specs/doors/spec.md`]: delta });
  const tests = { ...pushed, ...pulled, 'push [doors/Gate is pushed]': 'passed' };

  expect(problemsOf(repository(tests, files('gates')))).toEqual([]);
  expect(problemsOf(repository(tests, files('archive/2026-01-01-gates')))).toEqual([
    expect.stringContaining('"push [doors/Gate is pushed]" names a scenario that does not exist'),
  ]);
});

const noSuchScenario = 'names a scenario that does not exist.';

test('a test of an edge case names no scenario', () => {
  expect(problemsOf(repository({ ...pushed, ...pulled, 'knock [twice]': 'passed' }))).toEqual([]);
});

test.each([
  {
    has: 'its scenario before its end',
    title: 'knock [doors/Door is pulled] twice',
    said: noScenario,
  },
  {
    has: 'two scenarios',
    title: 'knock [doors/Door is pushed] [doors/Door is pulled]',
    said: severalScenarios,
  },
  {
    has: 'a misspelt scenario',
    title: 'knock [doors/Door is puled]',
    said: `${noSuchScenario} Did you mean "doors/Door is pulled"?`,
  },
  {
    has: 'a scenario of nowhere',
    title: 'knock [windows/Glass breaks]',
    said: `${noSuchScenario} An edge case names none; a new behaviour needs a change in openspec/changes.`,
  },
])('a title with $has', ({ title, said }) => {
  expect(problemsOf(repository({ ...pushed, ...pulled, [title]: 'passed' }))).toEqual([
    `packages/a/src/door.test.ts: Test "${title}" ${said}`,
  ]);
});

test('a suite on real parts was not run', () => {
  const root = repository(pushed, {
    'packages/a/src/door.real.test.ts': "test('a real pull [doors/Door is pulled]', () => {});\n",
  });

  expect(trace(root, false).waiting.map(({ scenario }) => scenario.id)).toEqual([
    'doors/Door is pulled',
  ]);
  expect(problemsOf(root)).toEqual([]);
  expect(problemsOf(root, true)).toEqual([
    'openspec/specs/doors/spec.md:8: No test that names this scenario passed: "a real pull [doors/Door is pulled]" (packages/a/src/door.real.test.ts) was not run (npm run test:real).',
  ]);
});

test('a suite on real parts was run: its report counts', () => {
  const file = 'packages/a/src/door.real.test.ts';
  const root = repository(pushed, {
    [file]: "test('a real pull [doors/Door is pulled]', () => {});\n",
  });
  addFiles(root, {
    'reports/real.json': reportOf(root, file, { 'a real pull [doors/Door is pulled]': 'passed' }),
  });

  expect(problemsOf(root, true)).toEqual([]);
});

test('a suite in a browser was not run', () => {
  const root = repository(pushed, {
    'packages/a/src/door.browser.test.ts': "test('shown [doors/Door is pulled]', () => {});\n",
  });

  expect(trace(root, false).waiting.map(({ scenario }) => scenario.id)).toEqual([
    'doors/Door is pulled',
  ]);
  expect(problemsOf(root)).toEqual([]);
  expect(problemsOf(root, true)).toHaveLength(1);
});

test('no test was run', () => {
  expect(problemsOf(scratchFolder({ 'openspec/specs/doors/spec.md': spec }))).toEqual([
    'reports/unit.json: There is no report of a whole test run, so nothing is proven. Run `npm test -- --tools` first.',
  ]);
});

test('the map names the tests of each scenario', () => {
  const root = repository({ ...pushed, 'push again [doors/Door is pushed]': 'passed' });

  expect(trace(root, false).map).toBe(`# Traceability: which tests prove which scenario

## doors (openspec/specs/doors/spec.md)

### Opening

- line 4, Door is pushed: packages/a/src/door.test.ts
- line 8, Door is pulled: **no test**
`);
});
