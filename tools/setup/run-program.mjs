// Hands a command over to its program once the set-up is done. Runs on Node 20 with nothing installed.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setUp } from './setup.mjs';
import { SetUpError } from './setup-error.mjs';
import { forwardSignals } from './signals.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/**
 * Runs a program with our terminal, passes signals on to it, and resolves with its exit code.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd: string, environment: Record<string, string | undefined> }} options
 * @returns {Promise<number>}
 */
export function runProgram(command, args, { cwd, environment }) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: environment, stdio: 'inherit' });
    forwardSignals(child);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
}

/**
 * Sets up, runs Node on the given arguments, and ends with the program's exit code.
 * @param {[script: string, ...string[]]} nodeArguments script, seen from the repository's folder, and arguments
 * @param {{ cwd?: string, withBuild?: boolean }} options the folder that the program runs in, the repository's own by
 *   default; and whether the packages are built first
 */
export async function setUpAndRun([script, ...rest], { cwd = root, withBuild = true } = {}) {
  try {
    const { node, environment } = await setUp({ root, withBuild });
    // Programs differ in what they do when their output is no terminal; all of them heed this (https://no-color.org).
    if (!process.stdout.isTTY && !environment.FORCE_COLOR) {
      environment.NO_COLOR ??= '1';
    }
    const nodeArguments = [join(root, script), ...rest];
    process.exitCode = await runProgram(node, nodeArguments, { cwd, environment });
  } catch (error) {
    if (!(error instanceof SetUpError)) {
      throw error;
    }
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
