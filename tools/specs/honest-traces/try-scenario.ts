// Whether a break of the behaviour that a scenario's tests reach makes one of them fail.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Proof } from '../proof.ts';
import { type Break, breaksOf } from './breaks.ts';
import type { TestRun, TestRunResult } from './run-tests.ts';
import { shuffled } from './shuffled.ts';

/** Which breaks were tried. */
export interface Tried {
  readonly count: number;
  /** Whether they stood in code that other tests reach too: a break there may stop whatever the test does. */
  readonly isShared: boolean;
}

/** How a scenario's trace was found. */
export type Trace =
  | {
      readonly kind: 'honest';
      readonly broken: Break;
      readonly failed: string;
      readonly tried: Tried;
    }
  /** No break was noticed. */
  | { readonly kind: 'hollow'; readonly tried: Tried }
  /** Its tests fail, or none passes, while nothing is broken: they could notice no break. */
  | { readonly kind: 'failing'; readonly failed: readonly string[] }
  /** The tests run the code in processes of their own, or only read files: nothing can be broken under them. */
  | { readonly kind: 'out of reach' };

/** What trying takes. */
export interface Trial {
  readonly root: string;
  readonly random: () => number;
  readonly run: (run: TestRun) => Promise<TestRunResult>;
}

/** Breaks that are tried for a scenario before its tests count as hollow. */
const MOST_BREAKS = 40;

/** Fewer say too little: a line that no other test of the file happens to reach need not be what the scenario is about. */
const ENOUGH_BREAKS = 5;

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** What is run for a scenario: its own tests, and how the title of one ends. */
interface OwnTests {
  readonly files: readonly string[];
  readonly ending: string;
}

/** The breaks by which a scenario is judged, each list in random order. */
interface Breaks {
  /** In lines that its tests reach and the other tests of the same files do not. */
  readonly own: readonly Break[];
  /**
   * In lines that the others reach too, only where there are few of its own: there, a break that makes a helper
   * throw fails a test that asserts nothing.
   */
  readonly shared: readonly Break[];
}

async function breaksFor(
  { files, ending }: OwnTests,
  reached: TestRunResult['lines'],
  { root, random, run }: Trial,
): Promise<Breaks> {
  const others = await run({ files, titles: `^(?!.*${ending})`, coverage: true });
  const breaks = Array.from(reached).flatMap(([file, lines]) =>
    breaksOf({ file, text: readFileSync(join(root, file), 'utf8'), lines }),
  );
  const isShared = ({ file, line }: Break) => others.lines.get(file)?.has(line) === true;
  const own = breaks.filter(broken => !isShared(broken));
  const shared = own.length < ENOUGH_BREAKS ? breaks.filter(isShared) : [];
  return { own: shuffled(own, random), shared: shuffled(shared, random) };
}

/** Plants one break after the other until a test that names the scenario fails. */
export async function tryScenario({ scenario, tests }: Proof, trial: Trial): Promise<Trace> {
  const files = [...new Set(tests.map(({ file }) => file))];
  const ending = `${escaped(`[${scenario.id}]`)}$`;
  const own = await trial.run({ files, titles: ending, coverage: true });
  // A test that fails anyway would count as one that notices the first break.
  if (own.failed.length > 0 || own.passed.length === 0) {
    return { kind: 'failing', failed: own.failed };
  }
  const { own: ownBreaks, shared } = await breaksFor({ files, ending }, own.lines, trial);
  const breaks = [...ownBreaks, ...shared].slice(0, MOST_BREAKS);
  if (breaks.length === 0) return { kind: 'out of reach' };
  for (const [place, broken] of breaks.entries()) {
    const { failed } = await trial.run({ files, titles: ending, broken });
    const [first] = failed;
    if (first !== undefined) {
      const tried = { count: place + 1, isShared: place >= ownBreaks.length };
      return { kind: 'honest', broken, failed: first, tried };
    }
  }
  return { kind: 'hollow', tried: { count: breaks.length, isShared: shared.length > 0 } };
}
