// Reads Vitest's coverage in Istanbul's JSON, adds runs up, and counts lines and branches.

/** One file's part of `coverage-final.json`, as far as it is read here. */
export interface FileCoverage {
  readonly statementMap: Readonly<Record<string, { readonly start: { readonly line: number } }>>;
  /** How often each statement ran. */
  readonly s: Readonly<Record<string, number>>;
  /** How often each way of each branch was taken. */
  readonly b: Readonly<Record<string, readonly number[]>>;
}

/** How much of something was run. */
export interface Ratio {
  readonly covered: number;
  readonly total: number;
}

/** Lines and branches of one file, or of several. */
export interface Figures {
  readonly lines: Ratio;
  readonly branches: Ratio;
}

/** What two runs covered together. Both have the same statements, for both read the same source. */
export function addRuns(one: FileCoverage, other: FileCoverage): FileCoverage {
  return {
    statementMap: one.statementMap,
    s: Object.fromEntries(
      Object.entries(one.s).map(([key, runs]) => [key, runs + (other.s[key] ?? 0)]),
    ),
    b: Object.fromEntries(
      Object.entries(one.b).map(([key, ways]) => [
        key,
        ways.map((runs, index) => runs + (other.b[key]?.[index] ?? 0)),
      ]),
    ),
  };
}

/** A line counts as covered when any statement that starts in it ran. */
export function figuresOf({ statementMap, s, b }: FileCoverage): Figures {
  const lines = new Map<number, number>();
  for (const [key, { start }] of Object.entries(statementMap)) {
    lines.set(start.line, Math.max(lines.get(start.line) ?? 0, s[key] ?? 0));
  }
  return { lines: ratio([...lines.values()]), branches: ratio(Object.values(b).flat()) };
}

function ratio(runs: readonly number[]): Ratio {
  return { covered: runs.filter(count => count > 0).length, total: runs.length };
}

/** The figures of several files as one. */
export function sum(all: readonly Figures[]): Figures {
  return {
    lines: sumOfRatios(all.map(({ lines }) => lines)),
    branches: sumOfRatios(all.map(({ branches }) => branches)),
  };
}

function sumOfRatios(ratios: readonly Ratio[]): Ratio {
  return ratios.reduce(
    (one, other) => ({ covered: one.covered + other.covered, total: one.total + other.total }),
    { covered: 0, total: 0 },
  );
}

/** In percent; what has nothing to cover is covered. */
export function percent({ covered, total }: Ratio): number {
  return total === 0 ? 100 : (100 * covered) / total;
}
