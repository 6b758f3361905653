import { parseArgs } from 'node:util';

/** What the command was asked for. */
export interface Wish {
  /** The chosen benchmarks; all of them when none is named. */
  readonly names: readonly string[];
  /** Whether the output is one JSON text. */
  readonly json: boolean;
  /** Whether a broken limit makes the command fail. */
  readonly check: boolean;
  readonly seed: number;
  /** What the repetitions are multiplied with. */
  readonly effort: number;
  /** Whether peers are left out whose figures no limit judges. */
  readonly limits: boolean;
}

/** How to call the command. */
export const usage = `Usage: npm run benchmarks -- [NAME…] [--check] [--json] [--seed N] [--effort FACTOR] [--limits]

  --check   fail when a limit is broken
  --json    print one JSON object
  --seed    what the inputs are generated from (1)
  --effort  what the repetitions are multiplied with (1)
  --limits  leave out the peers whose figures no limit judges
`;

/** Reads the arguments. Throws an error that says what is wrong with them. */
export function readArguments(args: readonly string[], known: readonly string[]): Wish {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      check: { type: 'boolean', default: false },
      seed: { type: 'string', default: '1' },
      effort: { type: 'string', default: '1' },
      limits: { type: 'boolean', default: false },
    },
  });
  const unknown = positionals.find(name => !known.includes(name));
  if (unknown !== undefined) {
    throw new Error(`There is no benchmark "${unknown}". There are: ${known.join(', ')}.`);
  }
  const { seed, effort } = values;
  if (!/^\d{1,9}$/.test(seed)) {
    throw new Error(`--seed is a whole number, not "${seed}".`);
  }
  if (!(Number(effort) > 0)) {
    throw new Error(`--effort is a number above 0, not "${effort}".`);
  }
  return {
    names: positionals,
    json: values.json,
    check: values.check,
    seed: Number(seed),
    effort: Number(effort),
    limits: values.limits,
  };
}
