// What `npm run demo` and `npm test` do first: install what the lock file says, and build. Runs on Node 20 with
// nothing installed, writes nothing to stdout and changes no tracked file.
import { spawn, spawnSync } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';
import { isInstalled } from './installed.mjs';
import { findNode, requireNode20 } from './node-version.mjs';
import { SetUpError } from './setup-error.mjs';
import { createProgress } from './setup-progress.mjs';
import { forwardSignals } from './signals.mjs';

const onWindows = process.platform === 'win32'; // where npm and turbo are .cmd files, which only a shell starts

/**
 * @typedef {{
 *   root: string,
 *   environment?: Record<string, string | undefined>,
 *   output?: import('./setup-progress.mjs').Output,
 *   nodeVersion?: string,
 *   withBuild?: boolean,
 * }} SetUpOptions
 */

/**
 * Runs a program and keeps its output out of sight, unless it fails.
 * @param {string} title
 * @param {string} command
 * @param {string[]} args
 * @param {{
 *   root: string,
 *   environment: Record<string, string | undefined>,
 *   output: import('./setup-progress.mjs').Output,
 *   onPrinted?: (soFar: string) => void,
 * }} options
 * @returns {Promise<void>}
 */
function runQuietly(title, command, args, { root, environment, output, onPrinted }) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: onWindows,
    });
    const interruption = forwardSignals(child);
    /** @type {Buffer[]} */
    const kept = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', chunk => {
        kept.push(chunk);
        onPrinted?.(Buffer.concat(kept).toString('utf8'));
      });
    }
    child.on('error', error =>
      reject(new SetUpError(`${title} could not start: ${error.message}.`)),
    );
    child.on('close', (code, signal) => {
      if (code === 0) {
        resolve();
        return;
      }
      if (interruption() !== undefined) {
        reject(new SetUpError(`${title} was interrupted.`));
        return;
      }
      output.write(`\n${Buffer.concat(kept).toString('utf8')}\n`);
      const how = signal === null ? `exit code ${code}` : `signal ${signal}`;
      reject(
        new SetUpError(
          `${title} failed: "${[command, ...args].join(' ')}" ended with ${how}. Its output is above.`,
        ),
      );
    });
  });
}

/**
 * Builds the packages, as far as they changed since the last build.
 * @param {Pick<SetUpOptions, 'root' | 'environment' | 'output'>} options
 */
export async function buildPackages({ root, environment = process.env, output = process.stderr }) {
  const turbo = join(root, 'node_modules', '.bin', 'turbo');
  const title = 'Building the packages (turbo run build)';
  await createProgress(output, environment).stepOnceBegun(title, begin =>
    runQuietly(title, turbo, ['run', 'build', '--no-color'], {
      root,
      environment,
      output,
      // Of a package that is built already it says "cache hit".
      onPrinted: soFar => soFar.includes(': cache miss') && begin(),
    }),
  );
}

/**
 * Makes the repository ready to run, and says which Node runs it.
 * @param {SetUpOptions} options
 * @returns {Promise<{ node: string, environment: Record<string, string | undefined> }>} the Node for the packages'
 *   code, and the environment in which it stands first on the path
 */
export async function setUp({
  root,
  environment = process.env,
  output = process.stderr,
  nodeVersion = process.version,
  withBuild = true,
}) {
  requireNode20(nodeVersion);
  const progress = createProgress(output, environment);
  // The Node that runs npm stays what it is: `npm ci` replaces the folder that the other one lies in.
  if (!isInstalled(root)) {
    if (spawnSync('npm', ['--version'], { env: environment, shell: onWindows }).status !== 0) {
      throw new SetUpError(
        'npm was not found. It comes with Node (https://nodejs.org); some Linux distributions have it as a package of its own, "npm".',
      );
    }
    const title = 'Installing the dependencies (npm ci)';
    const options = { root, environment, output };
    await progress.step(title, async () => {
      // Without --include, npm leaves out what the build needs where NODE_ENV is production. Install scripts are left
      // out because npm would compile better-sqlite3, which brings its programs with it, and wants Python for that.
      await runQuietly(title, 'npm', ['ci', '--include=dev', '--ignore-scripts'], options);
      await runQuietly(title, 'npm', ['rebuild', 'node', '--ignore-scripts=false'], options);
    });
  }
  const node = findNode(root);
  const ready = {
    ...environment,
    PATH: [dirname(node), environment.PATH].join(delimiter),
    TURBO_TELEMETRY_DISABLED: '1',
    // Programs that are started again and again compile their libraries once.
    NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'compile'),
  };
  if (withBuild) await buildPackages({ root, environment: ready, output });
  return { node, environment: ready };
}
