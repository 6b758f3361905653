// Which Node may run what. Runs on Node 20 with nothing installed.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SetUpError } from './setup-error.mjs';

/** The range of the packages' `engines`, in words for a person. */
const SUPPORTED = '22.19 or a later 22, 24, or 26 and later';

/**
 * The parts of a version such as `v24.21.0`.
 * @param {string} version
 */
function parts(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  return { major, minor };
}

/**
 * Refuses a Node that is too old to run the set-up itself.
 * @param {string} version as in `process.version`
 */
export function requireNode20(version) {
  if (parts(version).major < 20) {
    throw new SetUpError(
      `This needs Node 20 or newer, and found ${version}. Install a current one from https://nodejs.org and try again.`,
    );
  }
}

/**
 * Whether the packages run on this Node: `^22.19 || ^24 || >=26`.
 * @param {string} version as in `process.version`
 */
export function isSupportedNode(version) {
  const { major, minor } = parts(version);
  return (major === 22 && minor >= 19) || major === 24 || major >= 26;
}

/**
 * The Node that runs the packages' code: the one that came with the dependencies, else the one that runs us.
 * @param {string} root the repository's folder
 * @param {{ execPath: string, version: string }} current
 */
export function findNode(root, current = process) {
  const installed = join(
    root,
    'node_modules',
    'node',
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  );
  // The `node` package is an empty shell where npm was told to run no install scripts.
  if (existsSync(installed) && spawnSync(installed, ['--version']).status === 0) {
    return installed;
  }
  if (isSupportedNode(current.version)) {
    return current.execPath;
  }
  throw new SetUpError(
    `The packages need Node ${SUPPORTED}. This is Node ${current.version}, and the one that comes with the dependencies did not install ` +
      '(is "ignore-scripts" set in your npm configuration?). Use a Node of that range, or delete node_modules and try again with install scripts allowed.',
  );
}
