// `npm run release:publish [-- FOLDER]`: publishes the tarballs of a folder, in the order in which they depend on each
// other, and leaves out those that the registry has. It needs Node and npm alone, so that the job that may publish runs
// no code of a dependency.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { type ReleasedPackage, readRelease, releaseFolder } from './release-folder.ts';

/** How a folder is published. */
export interface PublishOptions {
  /** The folder that npm runs in; its `.npmrc` counts. */
  readonly cwd: string;
  /** Whether npm signs where the package was built, which only a workflow with `id-token: write` can. */
  readonly provenance: boolean;
  /** Gets a line for each package. */
  readonly print: (line: string) => void;
}

const npm = (cwd: string, args: readonly string[]) =>
  // Whoever called with `npm run --silent` silenced this npm too, and its errors are read here.
  spawnSync('npm', [...args, '--loglevel=error'], {
    cwd,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });

/**
 * Whether the registry has this version of a package.
 *
 * @throws when the registry cannot be asked
 */
export function isPublished(
  { name, version }: Pick<ReleasedPackage, 'name' | 'version'>,
  cwd: string,
): boolean {
  const { status, stdout, stderr } = npm(cwd, ['view', `${name}@${version}`, 'version']);
  if (status === 0) return stdout.trim() === version;
  if (!/\bE404\b/.test(stderr))
    throw new Error(`npm cannot tell whether ${name} ${version} exists:\n${stderr}`);
  return false;
}

/**
 * Publishes what the registry does not have yet; gives those packages.
 *
 * @throws when npm refuses one; those before it are published, and a second call leaves them out
 */
export function publishRelease(
  folder: string,
  { cwd, provenance, print }: PublishOptions,
): ReleasedPackage[] {
  return readRelease(folder).filter(released => {
    const { name, version, file } = released;
    if (isPublished(released, cwd)) {
      print(`${name} ${version} is published already`);
      return false;
    }
    const { status, stderr } = npm(cwd, [
      'publish',
      join(folder, file),
      '--access=public',
      '--ignore-scripts',
      `--provenance=${provenance}`,
    ]);
    if (status !== 0) throw new Error(`npm did not publish ${name} ${version}:\n${stderr}`);
    print(`${name} ${version} is published`);
    return true;
  });
}

if (import.meta.main) {
  publishRelease(releaseFolder(process.argv[2]), {
    cwd: process.cwd(),
    provenance: true,
    print: line => console.log(line),
  });
}
