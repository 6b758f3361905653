// Brings what a folder with a lock file of its own needs: packages too heavy for everybody's install.
import { isInstalled } from './installed.mjs';
import { runProgram } from './run-program.mjs';
import { createProgress } from './setup-progress.mjs';

/** What is to be installed. */
export interface SeparateInstall {
  /** The folder with package.json and lock file. */
  readonly folder: string;
  /** What is in it, for the line that tells the progress. */
  readonly what: string;
  readonly environment: NodeJS.ProcessEnv;
}

/**
 * Installs what the lock file of a folder says, unless it is there. No install script runs: nothing that is
 * used needs one. Gives npm's exit code.
 */
export async function installSeparately(install: SeparateInstall): Promise<number> {
  const { folder, what, environment } = install;
  if (isInstalled(folder)) {
    return 0;
  }
  // npm's own output would stand before the results, and in front of the JSON.
  const args = ['ci', '--ignore-scripts', '--silent'];
  const npm = () => runProgram('npm', args, { cwd: folder, environment });
  let code = 0;
  const failed = new Error('npm ci failed');
  try {
    await createProgress().step(`Installing ${what} (npm ci)`, async () => {
      code = await npm();
      if (code !== 0) throw failed;
    });
  } catch (error) {
    if (error !== failed) throw error;
  }
  return code;
}
