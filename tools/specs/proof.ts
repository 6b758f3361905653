// Which test proves which scenario, and where one lacks the other.
import { nearestName } from '@rhdh-boost/internal/nearest-name';
import type { Problem } from '../common/problem.ts';
import type { Scenario } from './scenarios.ts';
import { isRealSuite, type TestResult } from './test-results.ts';

/** A scenario with the tests that name it. */
export interface Proof {
  readonly scenario: Scenario;
  readonly tests: readonly TestResult[];
}

/** The scenarios that a test's title names: `[capability/Scenario name]`. */
function namesIn(title: string): string[] {
  return Array.from(
    title.matchAll(/\[(?<id>[a-z][\w-]*\/[^\]]+)\]/g),
    ({ groups }) => groups?.id ?? '',
  );
}

/** Each scenario with its tests, in the order of the scenarios. */
export function proofs(scenarios: readonly Scenario[], tests: readonly TestResult[]): Proof[] {
  const naming = new Map<string, TestResult[]>(scenarios.map(({ id }) => [id, []]));
  for (const test of tests) {
    for (const name of new Set(namesIn(test.title))) naming.get(name)?.push(test);
  }
  return scenarios.map(scenario => ({ scenario, tests: naming.get(scenario.id) ?? [] }));
}

/** Whether only a suite on real parts can prove it, and none has passed. */
export function isWaiting({ tests }: Proof): boolean {
  return (
    tests.some(({ file, outcome }) => isRealSuite(file) && outcome !== 'failed') &&
    tests.every(({ outcome }) => outcome === 'not run' || outcome === 'skipped')
  );
}

/** Scenarios that no test proves. Those that wait for a suite on real parts count only in continuous integration. */
export function unproven(all: readonly Proof[], inContinuousIntegration: boolean): Problem[] {
  return all
    .filter(proof => !proof.tests.some(({ outcome }) => outcome === 'passed'))
    .filter(proof => inContinuousIntegration || !isWaiting(proof))
    .map(({ scenario: { file, line, id }, tests }) => ({
      file,
      line,
      message:
        tests.length === 0
          ? `No test proves this scenario. Write one whose title ends with " [${id}]".`
          : `No test that names this scenario passed: ${tests.map(test => `"${test.title}" (${test.file}) ${wording[test.outcome]}`).join('; ')}.`,
    }));
}

const wording = {
  passed: 'passed',
  failed: 'failed',
  skipped: 'was skipped',
  'not run': 'was not run (npm run test:real)',
};

/** Tests that name a scenario, but not one that exists, or not at the end of their title. A test need not name one. */
export function misnamed(scenarios: readonly Scenario[], tests: readonly TestResult[]): Problem[] {
  const ids = scenarios.map(({ id }) => id);
  return tests.flatMap(({ file, title }) => {
    const message = titleProblem(title, ids);
    return message === undefined ? [] : [{ file, message: `Test "${title}" ${message}` }];
  });
}

function titleProblem(title: string, ids: readonly string[]): string | undefined {
  const [name, ...more] = namesIn(title);
  if (name === undefined) return undefined;
  if (more.length > 0) return 'names several scenarios. A test proves one; split it.';
  if (!title.endsWith(`[${name}]`)) {
    return 'names its scenario before its end. Write it last, as in " [capability/Scenario name]".';
  }
  if (ids.includes(name)) return undefined;
  const nearest = nearestName(name, ids);
  return `names a scenario that does not exist.${nearest === undefined ? ' An edge case names none; a new behaviour needs a change in openspec/changes.' : ` Did you mean "${nearest}"?`}`;
}
