import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { BoostContext } from '../src/command/boost-context.ts';
import { runBoost } from '../src/command/run-boost.ts';

/** What a run wrote and ended with. */
export interface BoostResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/** Where a run takes place. */
export interface RunPlace {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly isTTY?: boolean;
  /** The width of the terminal. Default: unknown. */
  readonly columns?: number;
  readonly signal?: AbortSignal;
  /** Standard input. Default: that of the tests. */
  readonly stdin?: BoostContext['stdin'];
}

/** A folder with these files (path to text), which is removed after the test. */
export function folderWith(files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'boost-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

interface BoostContextInMemory {
  readonly context: BoostContext;
  /** What it wrote. */
  readonly written: { readonly stdout: string; readonly stderr: string };
}

/** What a run works with in this process, and what it wrote. */
export function boostContext(place: RunPlace = {}): BoostContextInMemory {
  const { isTTY = false, columns, cwd = folderWith(), ...more } = place;
  const written = { stdout: '', stderr: '' };
  const stream = (name: keyof typeof written) => ({
    isTTY,
    columns,
    write(text: string) {
      written[name] += text;
    },
  });
  const context: BoostContext = {
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    stdin: () => process.stdin,
    env: {},
    cwd,
    signal: new AbortController().signal,
    ...more,
  };
  return { context, written };
}

/** Runs `boost` in this process. */
export async function run(args: readonly string[], place: RunPlace = {}): Promise<BoostResult> {
  const { context, written } = boostContext(place);
  const exitCode = await runBoost(args, context);
  return { ...written, exitCode };
}
