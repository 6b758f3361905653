// Reads what Stryker found, in the JSON that mutation testing tools share.
import { type MutationAreaName, mutationAreas } from './mutation-areas.ts';

/** A planted fault, as the report has it. */
interface Mutant {
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly status: string;
  readonly location: { readonly start: { readonly line: number; readonly column: number } };
}

/** Stryker's report, as far as it is read here. */
export interface StrykerReport {
  readonly files: Readonly<Record<string, { readonly mutants: readonly Mutant[] }>>;
}

/** What the tests of an area noticed. */
export interface AreaScore {
  readonly area: MutationAreaName;
  /** How many faults were planted. */
  readonly planted: number;
  /** The part of them that a test noticed, in percent; 0 when none was planted. */
  readonly percent: number;
  /** Each fault that no test noticed: file, line and column, and what was planted. */
  readonly survivors: readonly string[];
}

/** A fault that made a test fail, or run without end. */
const noticed = new Set(['Killed', 'Timeout']);
/** A fault that no test noticed, be it that none runs its place. */
const unnoticed = new Set(['Survived', 'NoCoverage']);

/** How much of a replacement is shown. */
const SHOWN = 60;

function survivor(
  file: string,
  { mutatorName, replacement = '', location, status }: Mutant,
): string {
  const { line, column } = location.start;
  const code = replacement.replaceAll(/\s+/g, ' ');
  const shown = code.length > SHOWN ? `${code.slice(0, SHOWN)}…` : code;
  const why = status === 'NoCoverage' ? ' (no test runs it)' : '';
  return `${file}:${line}:${column} ${mutatorName}: ${shown}${why}`;
}

/** The score of an area by Stryker's report of it. */
export function scoreOf(area: MutationAreaName, { files }: StrykerReport): AreaScore {
  const all = Object.entries(files)
    .sort(([one], [other]) => one.localeCompare(other))
    .flatMap(([file, { mutants }]) => mutants.map(mutant => ({ file, mutant })));
  const killed = all.filter(({ mutant }) => noticed.has(mutant.status)).length;
  const survived = all.filter(({ mutant }) => unnoticed.has(mutant.status));
  const planted = killed + survived.length;
  return {
    area,
    planted,
    percent: planted === 0 ? 0 : (100 * killed) / planted,
    survivors: survived.map(({ file, mutant }) => survivor(file, mutant)),
  };
}

/** Whether an area keeps to the floor. */
export const isKept = ({ area, percent }: AreaScore): boolean =>
  percent >= mutationAreas[area].floor;

/** The survivors, and then a line for each area. */
export function formatScores(scores: readonly AreaScore[]): string {
  const survivors = scores.flatMap(score => score.survivors.map(line => `survived ${line}\n`));
  const lines = scores.map(score => {
    const { area, planted, percent, survivors: list } = score;
    const mark = isKept(score) ? 'ok    ' : 'FAILED';
    return `${mark} ${area}: ${percent.toFixed(1)} % of ${planted} faults noticed, ${list.length} survived; the floor is ${mutationAreas[area].floor} %\n`;
  });
  return [...survivors, ...lines].join('');
}
