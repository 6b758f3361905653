// Runs the tests that name a scenario, or those that do not, with a break or without one.
import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { repositoryRoot } from '../../common/problem.ts';
import type { Break } from './breaks.ts';

/** What is run. */
export interface TestRun {
  /** Test files, seen from the repository's folder. */
  readonly files: readonly string[];
  /** A regular expression that the whole title matches. */
  readonly titles: string;
  readonly broken?: Break;
  /** Whether to tell which lines ran. */
  readonly coverage?: boolean;
}

/** How it ended. */
export interface TestRunResult {
  readonly failed: readonly string[];
  readonly passed: readonly string[];
  /** Lines that ran, by file; empty unless they were asked for. */
  readonly lines: ReadonlyMap<string, ReadonlySet<number>>;
}

/** What a break that never ends may take, in milliseconds. */
const LONGEST_BROKEN_MS = 120_000;

/** What the tests may take as they are; some of them build and pack. */
const LONGEST_MS = 300_000;

/** What one test may take, as in `npm test`: one that is cut short would count as one that notices a break. */
const testTimeout = (files: readonly string[]): number =>
  files.some(file => file.startsWith('tools/')) ? 60_000 : 20_000;

/** As much of what the runner said as is told, from its end. */
const MOST_CHARACTERS = 2000;

const vitest = join(repositoryRoot, 'node_modules/vitest/vitest.mjs');

interface Statement {
  readonly start: { readonly line: number };
}

interface Coverage {
  readonly [file: string]: {
    readonly statementMap: Readonly<Record<string, Statement>>;
    readonly s: Readonly<Record<string, number>>;
  };
}

/** The lines on which statements begin that ran. */
function linesIn(folder: string): Map<string, Set<number>> {
  const file = join(folder, 'coverage-final.json');
  const coverage: Coverage = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  return new Map(
    Object.entries(coverage).map(([path, { statementMap, s }]) => [
      relative(repositoryRoot, path),
      new Set(
        Object.entries(statementMap)
          .filter(([id]) => (s[id] ?? 0) > 0)
          .map(([, { start }]) => start.line),
      ),
    ]),
  );
}

interface Report {
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly title: string; readonly status: string }[];
  }[];
}

/** What the runner wrote; nothing when it did not get so far. */
function reportIn(file: string): Report | undefined {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

/**
 * Runs them in a process of its own; one that does not end in time is ended. With a break, no report tells
 * nothing: the break may have stopped the runner. Without one it is an error.
 */
export async function runTests(
  { files, titles, broken, coverage }: TestRun,
  runner = vitest,
): Promise<TestRunResult> {
  const folder = mkdtempSync(join(tmpdir(), 'boost-breaks-'));
  const report = join(folder, 'report.json');
  const errorFile = join(folder, 'errors.txt');
  const errors = openSync(errorFile, 'w');
  const child = spawn(
    process.execPath,
    [
      runner,
      'run',
      '--config=vitest.breaks.config.ts',
      ...files,
      `--testNamePattern=${titles}`,
      `--testTimeout=${testTimeout(files)}`,
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...(coverage === true ? ['--coverage', `--coverage.reportsDirectory=${folder}`] : []),
    ],
    {
      cwd: repositoryRoot,
      // A file, not a pipe: what a test leaves running would hold that open.
      stdio: ['ignore', 'ignore', errors],
      env: { ...process.env, ...(broken && { BREAK: JSON.stringify(broken) }) },
      timeout: broken === undefined ? LONGEST_MS : LONGEST_BROKEN_MS,
      killSignal: 'SIGKILL',
    },
  );
  try {
    const end = await new Promise<string>((resolve, reject) =>
      child.on('error', reject).on('close', (code, signal) => resolve(String(code ?? signal))),
    );
    const written = reportIn(report);
    if (written === undefined && broken === undefined) {
      const said = readFileSync(errorFile, 'utf8').slice(-MOST_CHARACTERS);
      throw new Error(`The tests of ${files.join(', ')} left no report (${end}).\n${said}`);
    }
    const tests = (written?.testResults ?? []).flatMap(file => file.assertionResults);
    const titled = (status: string) =>
      tests.filter(test => test.status === status).map(({ title }) => title);
    return { failed: titled('failed'), passed: titled('passed'), lines: linesIn(folder) };
  } finally {
    closeSync(errors);
    rmSync(folder, { recursive: true, force: true });
  }
}
