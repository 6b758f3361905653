// `npm run specs` prints the map from scenarios to tests, of the last test run; `npm run check:traceability` (--check)
// reports a scenario without proof and a test that names an unknown scenario. `--change ID` prints one change instead.
import { parseArgs } from 'node:util';
import { type Problem, report, repositoryRoot } from '../common/problem.ts';
import { printChange } from './change-summary.ts';
import { isWaiting, misnamed, type Proof, proofs, unproven } from './proof.ts';
import { currentScenarios, proposedScenarios } from './scenarios.ts';
import { testResults } from './test-results.ts';
import { traceMap } from './trace-map.ts';

/** What the scenarios and the last test run say together. */
export interface Trace {
  readonly problems: readonly Problem[];
  /** Scenarios that only a suite on real parts can prove, which did not run here. */
  readonly waiting: readonly Proof[];
  /** Nothing when no test was run. */
  readonly map?: string;
}

/** Reads scenarios and reports. In continuous integration every suite must have run. */
export function trace(root: string, inContinuousIntegration: boolean): Trace {
  const tests = testResults(root);
  if (tests === undefined) {
    const message =
      'There is no report of a whole test run, so nothing is proven. Run `npm test -- --tools` first.';
    return { problems: [{ file: 'reports/unit.json', message }], waiting: [] };
  }
  const scenarios = currentScenarios(root);
  const all = proofs(scenarios, tests);
  return {
    map: traceMap(all),
    waiting: inContinuousIntegration ? [] : all.filter(isWaiting),
    problems: [
      ...unproven(all, inContinuousIntegration),
      // A change under way has its tests before it is archived.
      ...misnamed([...scenarios, ...proposedScenarios(root)], tests),
    ],
  };
}

/** Prints the map, or checks the proofs. */
function runTrace(check: boolean): void {
  const { problems, waiting, map } = trace(repositoryRoot, Boolean(process.env.CI));
  if (check || map === undefined) {
    report(problems);
  } else {
    console.log(map);
  }
  for (const { scenario } of waiting) {
    console.error(`${scenario.id} waits for a suite on real parts (npm run test:real).`);
  }
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: { check: { type: 'boolean' }, change: { type: 'string' } },
  });
  if (values.change === undefined) runTrace(values.check === true);
  else process.exitCode = printChange(repositoryRoot, values.change);
}
