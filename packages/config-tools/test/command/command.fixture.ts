import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { runCommand } from '../../src/command/run-command.ts';

/** What a run wrote and ended with. */
export interface CommandResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/** A folder with these files (path to text), which goes away with the test. */
export function folderWith(files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'boost-config-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

/** Where a run takes place. */
export interface RunPlace {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly isTTY?: boolean;
  /** What stands on standard input; nothing when it is left out. For the built command alone. */
  readonly stdin?: string;
}

/** Runs the command in this process. */
export async function run(args: readonly string[], place: RunPlace = {}): Promise<CommandResult> {
  const { cwd = process.cwd(), env = {}, isTTY = false } = place;
  const written = { stdout: '', stderr: '' };
  const stream = (name: keyof typeof written) => ({
    isTTY,
    write(piece: string) {
      written[name] += piece;
    },
  });
  const context = { stdout: stream('stdout'), stderr: stream('stderr'), env, cwd };
  const exitCode = await runCommand(args, context);
  return { ...written, exitCode };
}

/** What a check of one file without a finding writes. */
export const cleanSummary = '1 file read, 1 section judged, 0 errors, 0 warnings\n';

/** The built command. */
export const builtCommand = join(import.meta.dirname, '../../bin/boost-config.js');
/** What ends a command that hangs. */
const timeout = 30_000;

/** Starts the built command, or a given copy of it, as a process of its own. */
export function start(
  args: readonly string[],
  { cwd = process.cwd(), env = {}, stdin = '' }: RunPlace = {},
  program = builtCommand,
) {
  const child = spawn(process.execPath, [program, ...args], {
    cwd,
    env: { PATH: process.env['PATH'], ...env },
    timeout,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  // Who does not read it may end before it is written.
  child.stdin.on('error', () => {}).end(stdin);
  return child;
}

/** Runs the built command to its end. */
export async function runBuilt(...given: Parameters<typeof start>): Promise<CommandResult> {
  const child = start(...given);
  const [stdout, stderr, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  return { stdout, stderr, exitCode: Number(exitCode) };
}
