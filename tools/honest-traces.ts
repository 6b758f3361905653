// `npm run traces:honest`: draws scenarios, breaks the behaviour behind each, and shows that a test which names it fails.
import { parseArgs } from 'node:util';
import { runTests } from './honest-traces/run-tests.ts';
import { randomFrom, shuffled } from './honest-traces/shuffled.ts';
import { type Trace, type Trial, tryScenario } from './honest-traces/try-scenario.ts';
import { repositoryRoot } from './problem.ts';
import { type Proof, proofs } from './proof.ts';
import { currentScenarios } from './scenarios.ts';
import { isRealSuite, testResults } from './test-results.ts';

/** Scenarios that are tried at the same time. */
const AT_ONCE = 2;

/** What is drawn, and where it is told. */
export interface Draw extends Trial {
  readonly proofs: readonly Proof[];
  readonly count: number;
  readonly print: (line: string) => void;
}

function describe({ scenario }: Proof, trace: Trace): string {
  switch (trace.kind) {
    case 'honest':
      return `ok      ${scenario.id}\n        ${trace.broken.file}:${trace.broken.line} ${trace.broken.what}: "${trace.failed}" fails`;
    case 'hollow':
      return `HOLLOW  ${scenario.id} (${scenario.file}:${scenario.line})\n        none of ${trace.tried} breaks made a test that names it fail`;
    default:
      return `another ${scenario.id}\n        its tests run in processes of their own, or read files: another is drawn`;
  }
}

/** Tries as many scenarios as were asked for; gives those whose tests notice nothing. */
export async function findHollow({ proofs: all, count, print, ...trial }: Draw): Promise<string[]> {
  const waiting = shuffled(all, trial.random);
  const hollow: string[] = [];
  let wanted = count;
  const worker = async () => {
    while (wanted > 0) {
      const proof = waiting.shift();
      if (proof === undefined) return;
      wanted -= 1;
      const trace = await tryScenario(proof, trial);
      if (trace.kind === 'out of reach') wanted += 1;
      if (trace.kind === 'hollow') hollow.push(proof.scenario.id);
      print(describe(proof, trace));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return hollow;
}

/** The scenarios that tests on this machine prove, without a server or a browser. */
function provenHere(root: string): Proof[] | undefined {
  const tests = testResults(root)?.filter(
    ({ file, outcome }) => outcome === 'passed' && !isRealSuite(file),
  );
  return tests && proofs(currentScenarios(root), tests).filter(proof => proof.tests.length > 0);
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { count: { type: 'string', default: '20' }, seed: { type: 'string' } },
  });
  const seed = values.seed === undefined ? Date.now() % 1_000_000 : Number(values.seed);
  const count = Number(values.count);
  if (!Number.isSafeInteger(seed) || !Number.isSafeInteger(count) || count < 1) {
    console.error('--seed takes a whole number, and --count one from 1.');
    return 2;
  }
  const all = provenHere(repositoryRoot);
  if (all === undefined) {
    console.error('There is no report of a whole test run. Run `npm test` first.');
    return 1;
  }
  console.log(`Seed ${seed}: ${count} of ${all.length} scenarios. The same again: --seed ${seed}`);
  const hollow = await findHollow({
    root: repositoryRoot,
    random: randomFrom(seed),
    run: runTests,
    proofs: all,
    count,
    print: line => console.log(line),
  });
  console.log(
    hollow.length === 0
      ? 'Every trace is honest.'
      : `${hollow.length} hollow: ${hollow.join(', ')}. Write a test that fails when the behaviour is broken.`,
  );
  return hollow.length === 0 ? 0 : 1;
}

if (import.meta.main) {
  process.exitCode = await main();
}
