// `npm run mutation -- [AREA…] [--report]`: plants faults in each area's code with Stryker, and says which no test
// notices. `--report` only says what the last run found.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../common/problem.ts';
import { runProgram } from '../setup/run-program.mjs';
import { isMutationArea, type MutationAreaName, mutationAreas } from './mutation-areas.ts';
import { formatScores, isKept, type StrykerReport, scoreOf } from './mutation-report.ts';

const REPORTS = 'reports/mutation';
/** Files of an area's folders that are no code of the package's. */
const LEFT_OUT = ['!**/*.test.ts', '!**/*.fixture.ts', '!**/*.d.ts'];

/** What the command was asked for. */
export interface MutationWish {
  readonly areas: readonly MutationAreaName[];
  readonly onlyReport: boolean;
}

/** Reads the arguments. Throws an error that names the areas when one is not among them. */
export function readMutationArguments(args: readonly string[]): MutationWish {
  const known = Object.keys(mutationAreas).filter(isMutationArea);
  const names = args.filter(argument => argument !== '--report');
  const unknown = names.find(name => !isMutationArea(name));
  if (unknown !== undefined) {
    throw new Error(
      `There is no area "${unknown}". There are: ${known.join(', ')}; --report only tells what the last run found.`,
    );
  }
  const areas = names.filter(isMutationArea);
  return { areas: areas.length > 0 ? areas : known, onlyReport: args.includes('--report') };
}

const reportOf = (area: MutationAreaName) => join(REPORTS, `${area}.json`);

/** The settings of Stryker for one area: those of the repository, with the area's files and reports. */
export function strykerSettings(common: object, area: MutationAreaName): object {
  return {
    ...common,
    mutate: [...mutationAreas[area].files, ...LEFT_OUT],
    incrementalFile: join(REPORTS, `${area}-incremental.json`),
    jsonReporter: { fileName: reportOf(area) },
    tempDirName: join('temp', 'mutation', area),
  };
}

/** Runs Stryker on one area; gives its exit code. */
async function plantFaults(root: string, area: MutationAreaName): Promise<number> {
  const common: object = JSON.parse(readFileSync(join(root, 'stryker.config.json'), 'utf8'));
  const settings = join('temp', `stryker-${area}.json`);
  mkdirSync(join(root, 'temp'), { recursive: true });
  writeFileSync(join(root, settings), JSON.stringify(strykerSettings(common, area)));
  return runProgram(
    process.execPath,
    [join('node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js'), 'run', settings],
    { cwd: root, environment: { ...process.env, MUTATION_AREA: area } },
  );
}

async function run(root: string, { areas, onlyReport }: MutationWish): Promise<0 | 1> {
  let isWhole = true;
  for (const area of onlyReport ? [] : areas) {
    isWhole = (await plantFaults(root, area)) === 0 && isWhole;
  }
  const scores = areas
    .filter(area => existsSync(join(root, reportOf(area))))
    .map(area => {
      const report: StrykerReport = JSON.parse(readFileSync(join(root, reportOf(area)), 'utf8'));
      return scoreOf(area, report);
    });
  process.stdout.write(formatScores(scores));
  for (const area of areas.filter(name => !scores.some(score => score.area === name))) {
    isWhole = false;
    process.stdout.write(`FAILED ${area}: there is no report of it\n`);
  }
  return isWhole && scores.every(isKept) ? 0 : 1;
}

if (import.meta.main) {
  try {
    process.exitCode = await run(repositoryRoot, readMutationArguments(process.argv.slice(2)));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  }
}
