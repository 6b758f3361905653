import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import { skipsWithout } from './requires-real.ts';

/** A package of Boost on npm. It can be packed but not installed: two of its dependencies are not on npm. */
export interface BoostPackage {
  readonly name: string;
  readonly version: string;
}

/** The module of Boost that declares the same keys as we do. */
export const boostModule: BoostPackage = {
  name: '@red-hat-developer-hub/backstage-plugin-boost-backend-module-kagenti',
  version: '0.1.7',
};

/** The plugin that the module belongs to. */
export const boostBackend: BoostPackage = {
  name: '@red-hat-developer-hub/backstage-plugin-boost-backend',
  version: '0.8.2',
};

const packWithinMs = 120_000;

/** Where the package is on this machine, or a sentence on what is missing and how to get it. */
export type BoostModuleSearch = { readonly folder: string } | { readonly missing: string };

/**
 * Finds the published package in the user's cache folder, and gets it from npm when it is not
 * there. Nothing of it comes into the repository.
 */
export function findBoostModule(
  environment: NodeJS.ProcessEnv = process.env,
  { name, version }: BoostPackage = boostModule,
): BoostModuleSearch {
  const packCommand = ['pack', `${name}@${version}`];
  const home = environment['HOME'] || homedir();
  const cache = join(environment['XDG_CACHE_HOME'] || join(home, '.cache'), 'rhdh-boost');
  const folder = join(cache, `${basename(name)}-${version}`);
  if (existsSync(folder)) return { folder };
  mkdirSync(cache, { recursive: true });
  const scratch = mkdtempSync(join(cache, 'packing-'));
  const run = (program: string, ...args: string[]) =>
    spawnSync(program, args, {
      cwd: scratch,
      env: environment,
      stdio: 'ignore',
      timeout: packWithinMs,
    }).status === 0;
  try {
    const isThere =
      run('npm', ...packCommand, '--fetch-retries=1') &&
      run('sh', '-c', 'tar -xzf *.tgz') &&
      existsSync(join(scratch, 'package', 'package.json'));
    if (!isThere) {
      return {
        missing: `It could not be fetched: run "npm ${packCommand.join(' ')}" to see why.`,
      };
    }
    try {
      renameSync(join(scratch, 'package'), folder);
    } catch (error) {
      // Suites run beside each other: another one was faster.
      if (!existsSync(folder)) throw error;
    }
    return { folder };
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

/**
 * Whether a suite on a published package is to be skipped, for Vitest's `describe.skipIf`. When it
 * is, one line on stderr says why.
 *
 * @throws Error where `CI` or `BOOST_REQUIRE_REAL` is set, and the package is missing all the same
 */
export function skipsBoostModule(
  search: BoostModuleSearch,
  environment?: NodeJS.ProcessEnv,
): boolean {
  const missing = 'missing' in search ? search.missing : undefined;
  return skipsWithout('published package of Boost', missing, environment);
}
