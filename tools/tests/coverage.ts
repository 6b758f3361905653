// Coverage of every package, file by file, and the floors that it may not fall below.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type Problem, report, repositoryRoot } from '../shared/problem.ts';
import { isPublishedSource } from '../shared/published-source.ts';
import { publishedPackages } from '../shared/workspaces.ts';
import {
  addRuns,
  type Figures,
  type FileCoverage,
  figuresOf,
  percent,
  type Ratio,
  sum,
} from './coverage-figures.ts';

/** In percent, for each package. */
const FLOORS = { lines: 90, branches: 85 } as const;
/** How many of a package's files a failure names. */
const NAMED_FILES = 3;

/** The figures of a package, and of each of its files. */
export interface PackageCoverage {
  readonly folder: string;
  readonly files: readonly { readonly file: string; readonly figures: Figures }[];
}

type Run = Readonly<Record<string, FileCoverage>>;

/**
 * Coverage of the unit tests, and of the suites on real parts where these ran after them: an older run read other
 * source. Nothing when there is no run.
 */
function readRuns(root: string): Run | undefined {
  const [unit, real] = ['unit', 'real'].map(name =>
    join(root, 'coverage', name, 'coverage-final.json'),
  );
  if (unit === undefined || real === undefined || !existsSync(unit)) {
    return undefined;
  }
  const first: Run = JSON.parse(readFileSync(unit, 'utf8'));
  if (!existsSync(real) || statSync(real).mtimeMs < statSync(unit).mtimeMs) {
    return first;
  }
  const second: Run = JSON.parse(readFileSync(real, 'utf8'));
  return Object.fromEntries(
    Object.entries(first).map(([file, coverage]) => {
      const more = second[file];
      return [file, more === undefined ? coverage : addRuns(coverage, more)];
    }),
  );
}

/** The figures of each package; nothing when no coverage was taken. */
export function coverageOf(root: string): PackageCoverage[] | undefined {
  const run = readRuns(root);
  return (
    run &&
    publishedPackages(root).map(({ folder }) => ({
      folder,
      files: Object.entries(run)
        .map(([path, coverage]) => ({ file: relative(root, path), figures: figuresOf(coverage) }))
        .filter(({ file }) => file.startsWith(`${folder}/`) && isPublishedSource(file)),
    }))
  );
}

const KINDS = ['lines', 'branches'] as const;

/** Packages below a floor, and packages that no test touched. */
export function coverageProblems(packages: readonly PackageCoverage[]): Problem[] {
  return packages.flatMap(({ folder, files }): Problem[] => {
    if (files.length === 0) {
      return [
        { file: folder, message: 'No coverage was taken of this package. Does it have tests?' },
      ];
    }
    const whole = sum(files.map(({ figures }) => figures));
    return KINDS.filter(kind => percent(whole[kind]) < FLOORS[kind]).map(kind => {
      const lowest = files
        .filter(({ figures }) => figures[kind].covered < figures[kind].total)
        .sort((one, other) => missing(other.figures[kind]) - missing(one.figures[kind]))
        .slice(0, NAMED_FILES)
        .map(({ file, figures }) => `${file} (${shown(figures[kind])})`);
      return {
        file: folder,
        message: `The tests cover ${shown(whole[kind])} of the ${kind}; the floor is ${FLOORS[kind]} %. Most are missing in ${lowest.join(', ')}.`,
      };
    });
  });
}

const missing = ({ covered, total }: Ratio) => total - covered;
const shown = (ratio: Ratio) => `${percent(ratio).toFixed(1)} %`;

/** The figures as lines of text: each package, and its files below it. */
export function coverageTable(packages: readonly PackageCoverage[]): string {
  return packages
    .flatMap(({ folder, files }) => [
      row(folder, sum(files.map(({ figures }) => figures))),
      ...files.map(({ file, figures }) => row(`  ${relative(folder, file)}`, figures)),
    ])
    .join('');
}

function row(name: string, { lines, branches }: Figures): string {
  return `${name.padEnd(60)} lines ${shown(lines).padStart(7)}  branches ${shown(branches).padStart(7)}\n`;
}

if (import.meta.main) {
  const packages = coverageOf(repositoryRoot);
  if (packages === undefined) {
    report([{ message: 'No coverage was taken. Run `npm test -- --coverage` first.' }]);
  } else {
    process.stdout.write(coverageTable(packages));
    report(coverageProblems(packages));
  }
}
