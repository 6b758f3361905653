// How a reviewer is shown a scenario: with the tests that prove it.
import { type Proof, proofs } from './proof.ts';
import { currentScenarios, proposedScenarios, type Scenario } from './scenarios.ts';
import { isReportOld, testResults } from './test-results.ts';

/** The scenarios that hold today or are proposed, each with its tests; nothing where no test was run. */
export type Known = ReadonlyMap<string, Proof> | undefined;

const NOT_RUN =
  '> There is no report of a whole test run: after `npm test -- --tools`, the proofs stand here too.';
const OLD =
  '> The last whole test run is older than the last commit: after `npm test -- --tools`, the proofs of today stand here.';

/** What the last test run says. */
export function knownScenarios(root: string): Known {
  const tests = testResults(root);
  const scenarios = [...proposedScenarios(root), ...currentScenarios(root)];
  return tests && new Map(proofs(scenarios, tests).map(proof => [proof.scenario.id, proof]));
}

/** What a reader must know of that run. */
export function notesOn(root: string, known: Known): readonly string[] {
  if (known === undefined) return [NOT_RUN];
  return isReportOld(root) ? [OLD] : [];
}

/** A scenario as an item of a list. */
export function scenarioLine({ id, name }: Scenario, known: Known, mark = ''): string {
  if (known === undefined) return `- ${mark}${name}`;
  const proof = known.get(id);
  return `- ${mark}${name}: ${proof === undefined ? 'not in the specifications of today' : proofOf(proof)}`;
}

function proofOf({ tests }: Proof): string {
  const passed = tests.filter(({ outcome }) => outcome === 'passed');
  if (passed.length === 0) {
    return tests.length === 0 ? '**no test names it**' : `**no test that names it passed**`;
  }
  const files = [...new Set(passed.map(({ file }) => file))].sort();
  return `${passed.length} ${passed.length === 1 ? 'test' : 'tests'} in ${files.map(file => `\`${file}\``).join(', ')}`;
}
