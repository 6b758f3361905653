// `npm run traces:honest`: draws scenarios, breaks the behaviour behind each, and shows that a test which names it fails.
import { parseArgs } from 'node:util';
import { repositoryRoot } from '../common/problem.ts';
import { runTests } from './honest-traces/run-tests.ts';
import { randomFrom, shuffled } from './honest-traces/shuffled.ts';
import { type Trace, type Trial, type Tried, tryScenario } from './honest-traces/try-scenario.ts';
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

/** A break that only the scenario's own tests reach is the rule; another proves less, the more so after many. */
const placeOf = ({ count, isShared }: Tried): string =>
  isShared ? `, in code that other tests reach too, ${count} tried` : '';

function describe({ scenario }: Proof, trace: Trace): string {
  switch (trace.kind) {
    case 'honest':
      return `ok      ${scenario.id}\n        ${trace.broken.file}:${trace.broken.line} ${trace.broken.what}: "${trace.failed}" fails${placeOf(trace.tried)}`;
    case 'hollow':
      return `HOLLOW  ${scenario.id} (${scenario.file}:${scenario.line})\n        none of ${trace.tried.count} breaks made a test that names it fail${placeOf(trace.tried)}`;
    case 'failing':
      return `FAILING ${scenario.id} (${scenario.file}:${scenario.line})\n        without a break ${trace.failed.length === 0 ? 'no test that names it passes' : `these fail: "${trace.failed.join('", "')}"`}`;
    default:
      return `another ${scenario.id}\n        its tests run in processes of their own, or read files: another is drawn`;
  }
}

/** What a draw came to: scenarios by how they were judged. */
export interface Judged {
  readonly honest: readonly string[];
  readonly hollow: readonly string[];
  readonly failing: readonly string[];
}

/** Tries as many scenarios as were asked for, or as there are. */
export async function judgeTraces({ proofs: all, count, print, ...trial }: Draw): Promise<Judged> {
  const waiting = shuffled(all, trial.random);
  const judged = { honest: [] as string[], hollow: [] as string[], failing: [] as string[] };
  let wanted = count;
  const worker = async () => {
    while (wanted > 0) {
      const proof = waiting.shift();
      if (proof === undefined) return;
      wanted -= 1;
      const trace = await tryScenario(proof, trial);
      if (trace.kind === 'out of reach') wanted += 1;
      else judged[trace.kind].push(proof.scenario.id);
      print(describe(proof, trace));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return judged;
}

/** What to say of a draw of `count` out of so many scenarios, and what the command ends with. */
export function verdictOf(
  { honest, hollow, failing }: Judged,
  { count, existing }: { readonly count: number; readonly existing: number },
): { readonly lines: readonly string[]; readonly exitCode: 0 | 1 } {
  const number = honest.length + hollow.length + failing.length;
  const isEnough = number >= count || (existing < count && number > 0);
  const lines: string[] = [];
  if (hollow.length > 0) {
    lines.push(
      `${hollow.length} hollow: ${hollow.join(', ')}. Write a test that fails when the behaviour is broken.`,
    );
  }
  if (failing.length > 0) {
    lines.push(
      `${failing.length} failing: ${failing.join(', ')}. Make their tests pass, run \`npm test -- --tools\`, and draw again.`,
    );
  }
  if (number < count) {
    const found = existing < count ? `there are only ${existing} scenarios` : 'it is too few';
    lines.push(`${number} of ${count} were judged: ${found}.`);
  }
  const isHonest = isEnough && hollow.length === 0 && failing.length === 0;
  if (isHonest) lines.push(`Every trace is honest: ${number}.`);
  return { lines, exitCode: isHonest ? 0 : 1 };
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
    console.error('There is no report of a whole test run. Run `npm test -- --tools` first.');
    return 1;
  }
  console.log(`Seed ${seed}: ${count} of ${all.length} scenarios. The same again: --seed ${seed}`);
  const judged = await judgeTraces({
    root: repositoryRoot,
    random: randomFrom(seed),
    run: runTests,
    proofs: all,
    count,
    print: line => console.log(line),
  });
  const { lines, exitCode } = verdictOf(judged, { count, existing: all.length });
  for (const line of lines) console.log(line);
  return exitCode;
}

if (import.meta.main) {
  process.exitCode = await main();
}
