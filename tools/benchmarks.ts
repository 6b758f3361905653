// Brings the peers that the benchmarks compare with, by the lock file of their own, and runs the benchmarks.
import { join } from 'node:path';
import { isInstalled } from './installed.mjs';
import { repositoryRoot } from './problem.ts';
import { runProgram } from './run-program.mjs';

/**
 * Installs what the lock file of a folder says, unless it is there. No install script runs: nothing that the
 * benchmarks use needs one. Gives npm's exit code.
 */
export async function installPeers(
  folder: string,
  environment: NodeJS.ProcessEnv,
): Promise<number> {
  if (isInstalled(folder)) {
    return 0;
  }
  process.stderr.write('Installing the peers of the benchmarks (npm ci) …\n');
  // npm's own output would stand before the results, and in front of the JSON.
  const args = ['ci', '--ignore-scripts', '--silent'];
  return runProgram('npm', args, { cwd: folder, environment });
}

if (import.meta.main) {
  const folder = join(repositoryRoot, 'benchmarks');
  const code = await installPeers(folder, process.env);
  process.exitCode =
    code === 0
      ? await runProgram(
          process.execPath,
          [join(folder, 'src', 'main.ts'), ...process.argv.slice(2)],
          { cwd: repositoryRoot, environment: process.env },
        )
      : code;
}
