// Runs the tests that name a scenario, or those that do not, with a break or without one.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { repositoryRoot } from '../problem.ts';
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
const LONGEST_MS = 60_000;

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

/** Runs them in a process of its own; one that does not end in time is ended, and tells nothing. */
export async function runTests({
  files,
  titles,
  broken,
  coverage,
}: TestRun): Promise<TestRunResult> {
  const folder = mkdtempSync(join(tmpdir(), 'boost-breaks-'));
  const report = join(folder, 'report.json');
  const child = spawn(
    process.execPath,
    [
      join(repositoryRoot, 'node_modules/vitest/vitest.mjs'),
      'run',
      '--config=vitest.breaks.config.ts',
      ...files,
      `--testNamePattern=${titles}`,
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...(coverage === true ? ['--coverage', `--coverage.reportsDirectory=${folder}`] : []),
    ],
    {
      cwd: repositoryRoot,
      stdio: 'ignore',
      env: { ...process.env, ...(broken && { BREAK: JSON.stringify(broken) }) },
      timeout: LONGEST_MS,
      killSignal: 'SIGKILL',
    },
  );
  try {
    await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
    const { testResults }: Report = existsSync(report)
      ? JSON.parse(readFileSync(report, 'utf8'))
      : { testResults: [] };
    const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
    const titled = (status: string) =>
      tests.filter(test => test.status === status).map(({ title }) => title);
    return { failed: titled('failed'), passed: titled('passed'), lines: linesIn(folder) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
