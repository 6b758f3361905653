// `npm run specs` writes and prints the map from scenarios to tests; `npm run check:traceability` (--check) says
// where a scenario has no proof, a test no scenario, or the map is stale. `--change ID` prints one change instead.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Problem, report, repositoryRoot } from '../common/problem.ts';
import { printChange } from './change-summary.ts';
import { isWaiting, misnamed, type Proof, proofs, unproven } from './proof.ts';
import { currentScenarios, proposedScenarios } from './scenarios.ts';
import { testResults } from './test-results.ts';
import { traceMap } from './trace-map.ts';

const MAP = 'openspec/TRACEABILITY.md';

/** What the scenarios and the last test run say together. */
export interface Trace {
  readonly problems: readonly Problem[];
  /** Scenarios that only a suite on real parts can prove, which did not run here. */
  readonly waiting: readonly Proof[];
  /** The map as it should be; nothing when no test was run. */
  readonly map?: string;
}

/** Reads scenarios, reports and map. In continuous integration every suite must have run. */
export function trace(root: string, inContinuousIntegration: boolean): Trace {
  const tests = testResults(root);
  if (tests === undefined) {
    const message =
      'There is no report of a whole test run, so nothing is proven. Run `npm test` first.';
    return { problems: [{ file: 'reports/unit.json', message }], waiting: [] };
  }
  const scenarios = currentScenarios(root);
  const all = proofs(scenarios, tests);
  const map = traceMap(all);
  const kept = existsSync(join(root, MAP)) ? readFileSync(join(root, MAP), 'utf8') : '';
  const stale = {
    file: MAP,
    message:
      'The map is not what tests and scenarios give today. Run `npm run specs` and commit it.',
  };
  return {
    map,
    waiting: inContinuousIntegration ? [] : all.filter(isWaiting),
    problems: [
      ...unproven(all, inContinuousIntegration),
      // A change under way has its tests before it is archived.
      ...misnamed([...scenarios, ...proposedScenarios(root)], tests),
      ...(kept === map ? [] : [stale]),
    ],
  };
}

/** Writes and prints the map, or checks it. */
function runTrace(check: boolean): void {
  const { problems, waiting, map } = trace(repositoryRoot, Boolean(process.env.CI));
  if (check || map === undefined) {
    report(problems);
  } else {
    writeFileSync(join(repositoryRoot, MAP), map);
    console.log(map);
  }
  for (const { scenario } of waiting) {
    console.log(`${scenario.id} waits for a suite on real parts (npm run test:real).`);
  }
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: { check: { type: 'boolean' }, change: { type: 'string' } },
  });
  if (values.change === undefined) runTrace(values.check === true);
  else process.exitCode = printChange(repositoryRoot, values.change);
}
