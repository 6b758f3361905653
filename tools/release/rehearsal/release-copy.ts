// A copy of the repository in which versions are set: the working tree stays as it is.
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { trackedFiles } from '../../common/tracked-files.ts';
import { publishedPackages } from '../../common/workspaces.ts';
import { readChangesets } from '../changeset-files.ts';
import { packRelease, type ReleasedPackage } from '../release-folder.ts';
import { runWell } from './run.ts';

/**
 * Copies what a release is made from into an empty folder, and makes that a git repository with an origin beside it.
 *
 * @param npmrc - lines for npm in the copy
 */
export async function copyForRelease(root: string, copy: string, npmrc = ''): Promise<void> {
  const built = publishedPackages(root).map(({ folder }) => join(folder, 'dist'));
  for (const path of [...trackedFiles(root), ...built]) {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    cpSync(join(root, path), join(copy, path), { recursive: true });
  }
  const folders = ['.', ...publishedPackages(root).map(({ folder }) => folder)];
  for (const folder of folders) {
    // A package has a folder too where it needs another version than the rest.
    const installed = join(root, folder, 'node_modules');
    if (existsSync(installed)) linkDependencies(installed, join(copy, folder, 'node_modules'));
  }
  await runWell('git', ['init', '--quiet', '--initial-branch=main'], { cwd: copy });
  writeFileSync(join(copy, '.git', 'info', 'exclude'), 'node_modules\ndist\n');
  appendFileSync(join(copy, '.npmrc'), npmrc);
  const origin = `${copy}.git`;
  await runWell('git', ['init', '--quiet', '--bare', origin], { cwd: copy });
  await runWell('git', ['remote', 'add', 'origin', origin], { cwd: copy });
  await commit(copy);
}

/**
 * Links what is installed, one by one. npm keeps its record of that in hidden files, and what it writes for the copy must
 * not reach the record of the repository, which would be installed anew.
 */
function linkDependencies(from: string, to: string): void {
  mkdirSync(to);
  for (const name of readdirSync(from)) {
    if (!name.startsWith('.') || name === '.bin') symlinkSync(join(from, name), join(to, name));
  }
}

/** changesets asks git which commit brought a changeset. */
async function commit(copy: string): Promise<void> {
  const git = (...args: readonly string[]) => runWell('git', args, { cwd: copy });
  await git('add', '--all');
  const author = ['-c', 'user.name=rehearsal', '-c', 'user.email=rehearsal@example.com'];
  await git(...author, 'commit', '--quiet', '--no-verify', '--message=Rehearsal');
  await git('push', '--quiet', 'origin', 'main');
}

/** A changeset of the smallest step, for every package. */
export function addPatch(copy: string): void {
  const names = publishedPackages(copy).map(({ manifest }) => `'${manifest.name}': patch`);
  writeFileSync(
    join(copy, '.changeset', 'rehearsal.md'),
    `---\n${names.join('\n')}\n---\n\nNothing changes: the rehearsal upgrades to this version.\n`,
  );
}

/**
 * Sets the next versions as the release does, and packs them. Where no changeset waits, as on the commit that is
 * published, the versions are set already.
 */
export async function versionAndPack(copy: string, folder: string): Promise<ReleasedPackage[]> {
  if (readChangesets(copy).changesets.length > 0) {
    await runScript(copy, 'set-versions.ts');
    await commit(copy);
  }
  return packRelease(copy, folder);
}

/** Runs a script of `tools/release` on the copy; gives what it printed. */
export function runScript(copy: string, script: string, ...args: string[]): Promise<string> {
  // Its outputs are those of the rehearsal, and not of a workflow's step.
  const { GITHUB_OUTPUT: _output, ...env } = process.env;
  const program = join(copy, 'tools', 'release', script);
  return runWell(process.execPath, [program, ...args], { cwd: copy, env });
}
