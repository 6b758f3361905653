import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { stringify } from 'yaml';
import { runBoost } from '../src/command/run-boost.ts';

/** What a run wrote and ended with. */
export interface BoostResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/** How a run takes place. */
export interface BoostPlace {
  /** The width of a terminal. Default: no terminal. */
  readonly columns?: number | undefined;
  /** Ends the run. Default: nothing does. */
  readonly signal?: AbortSignal;
}

/** Runs `boost` in this process, with this app-config.yaml in its folder. */
export async function runBoostWith(
  args: readonly string[],
  { appConfig }: { readonly appConfig: object },
  { columns, signal = new AbortController().signal }: BoostPlace = {},
): Promise<BoostResult> {
  const cwd = mkdtempSync(join(tmpdir(), 'boost-'));
  onTestFinished(() => rmSync(cwd, { recursive: true, force: true }));
  writeFileSync(join(cwd, 'app-config.yaml'), stringify(appConfig));
  const written = { stdout: '', stderr: '' };
  const stream = (name: keyof typeof written) => ({
    isTTY: columns !== undefined,
    columns,
    write(piece: string) {
      written[name] += piece;
    },
  });
  const exitCode = await runBoost(args, {
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    stdin: () => process.stdin,
    env: {},
    cwd,
    signal,
  });
  return { ...written, exitCode };
}
