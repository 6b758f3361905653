// `npm run release:publish [-- FOLDER]`: publishes the tarballs of a folder, in the order in which they depend on each
// other, and leaves out those that the registry has. It needs Node and npm alone, so that the job that may publish runs
// no code of a dependency.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { endWithMessage } from '../common/problem.ts';
import { type ReleasedPackage, readRelease, releaseFolder } from './release-folder.ts';

/** How a folder is published. */
export interface PublishOptions {
  /** The folder that npm runs in; its `.npmrc` counts. */
  readonly cwd: string;
  /** Whether npm signs where the package was built, which only a workflow with `id-token: write` can. */
  readonly provenance: boolean;
  /**
   * Whether npm may ask the person at the terminal, as for a one-time password.
   *
   * @defaultValue false
   */
  readonly interactive?: boolean;
  /** The SHA-512 of `release.json`, where the job that packed it handed that over. */
  readonly digest?: string | undefined;
  /** Gets a line for each package. */
  readonly print: (line: string) => void;
}

const npm = (cwd: string, args: readonly string[], interactive = false) =>
  // Whoever called with `npm run --silent` silenced this npm too, and its errors are read here.
  spawnSync('npm', [...args, '--loglevel=error'], {
    cwd,
    encoding: 'utf8',
    stdio: interactive ? 'inherit' : 'pipe',
    shell: process.platform === 'win32',
  });

/**
 * A field of what the registry has under a name, or a name and a version; undefined when it has nothing.
 *
 * @throws when the registry cannot be asked
 */
function view(cwd: string, specifier: string, field: string): string | undefined {
  const { status, stdout, stderr } = npm(cwd, ['view', specifier, field]);
  if (status === 0) return stdout.trim() || undefined;
  if (!/\bE404\b/.test(stderr))
    throw new Error(`npm cannot tell whether ${specifier} exists:\n${stderr}`);
  return undefined;
}

/** Whether the registry has any version of a package. */
export function isKnown(name: string, cwd: string): boolean {
  return view(cwd, name, 'name') !== undefined;
}

/** Whether the registry has this version of a package. */
export function isPublished(
  { name, version }: Pick<ReleasedPackage, 'name' | 'version'>,
  cwd: string,
): boolean {
  return view(cwd, `${name}@${version}`, 'version') !== undefined;
}

/**
 * Publishes what the registry does not have yet; gives those packages.
 *
 * @throws when a tarball is another package, when the registry has a version with other content, and when npm refuses
 * a package; those before it are published, and a second call leaves them out
 */
export function publishRelease(
  folder: string,
  { cwd, provenance, interactive = false, digest, print }: PublishOptions,
): ReleasedPackage[] {
  const release = readRelease(folder, digest);
  checkTarballs(folder, release, cwd);
  return release.filter(released => {
    const { name, version, file, integrity } = released;
    const published = view(cwd, `${name}@${version}`, 'dist.integrity');
    if (published === integrity) {
      print(`${name} ${version} is published already`);
      return false;
    }
    if (published !== undefined) {
      throw new Error(
        `The registry has ${name} ${version} with other content than ${file}. Release the changes as the next version.`,
      );
    }
    const { status, stderr } = npm(
      cwd,
      [
        'publish',
        join(folder, file),
        '--access=public',
        '--ignore-scripts',
        // npm refuses a prerelease without a tag, and `npm install NAME` must not bring one.
        `--tag=${version.includes('-') ? 'next' : 'latest'}`,
        `--provenance=${provenance}`,
      ],
      interactive,
    );
    if (status !== 0) {
      const reason = interactive ? ' What npm says is above.' : `\n${stderr}`;
      throw new Error(`npm did not publish ${name} ${version}.${reason}`);
    }
    print(`${name} ${version} is published`);
    return true;
  });
}

/** Stops where a tarball is not the package and version that `release.json` names. */
function checkTarballs(folder: string, release: readonly ReleasedPackage[], cwd: string): void {
  const files = release.map(({ file }) => join(folder, file));
  const { status, stdout, stderr } = npm(cwd, [
    'pack',
    '--dry-run',
    '--json',
    '--ignore-scripts',
    ...files,
  ]);
  if (status !== 0) throw new Error(`npm cannot read the tarballs:\n${stderr}`);
  const packed: { name: string; version: string }[] = JSON.parse(stdout);
  for (const [index, { name, version, file }] of release.entries()) {
    const found = packed[index];
    if (found?.name !== name || found.version !== version) {
      throw new Error(
        `${file} is ${found?.name} ${found?.version}, not ${name} ${version}. Pack it again.`,
      );
    }
  }
}

if (import.meta.main) {
  endWithMessage(() =>
    publishRelease(releaseFolder(process.argv[2]), {
      cwd: process.cwd(),
      provenance: true,
      digest: process.env['RELEASE_DIGEST'],
      print: line => console.log(line),
    }),
  );
}
