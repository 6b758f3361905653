// A copy of the repository in which versions are set: the working tree stays as it is.
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { trackedFiles } from '../../common/tracked-files.ts';
import { publishedPackages } from '../../common/workspaces.ts';
import { packRelease, type ReleasedPackage } from '../release-folder.ts';
import { runWell } from './run.ts';

/** What setting versions and packing read. */
const COPIED = [
  'package.json',
  'package-lock.json',
  '.npmrc',
  '.changeset',
  'packages',
  'examples',
];

/** Copies what a release is made from into an empty folder, and makes that a git repository. */
export async function copyForRelease(root: string, copy: string): Promise<void> {
  const built = publishedPackages(root).map(({ folder }) => join(folder, 'dist'));
  for (const path of [...trackedFiles(root, ...COPIED), ...built]) {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    cpSync(join(root, path), join(copy, path), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  await commit(copy, 'init', '--quiet');
}

/** changesets asks git which commit brought a changeset. */
async function commit(copy: string, ...first: readonly string[]): Promise<void> {
  const git = (...args: readonly string[]) => runWell('git', args, { cwd: copy });
  if (first.length > 0) await git(...first);
  writeFileSync(join(copy, '.gitignore'), 'node_modules\ndist\n');
  await git('add', '--all');
  const author = ['-c', 'user.name=rehearsal', '-c', 'user.email=rehearsal@example.com'];
  await git(...author, 'commit', '--quiet', '--no-verify', '--message=Rehearsal');
}

/** A changeset of the smallest step, for every package. */
export function addPatch(copy: string): void {
  const names = publishedPackages(copy).map(({ manifest }) => `'${manifest.name}': patch`);
  writeFileSync(
    join(copy, '.changeset', 'rehearsal.md'),
    `---\n${names.join('\n')}\n---\n\nNothing changes: the rehearsal upgrades to this version.\n`,
  );
}

/** Sets the next versions as the release does, and packs them. */
export async function versionAndPack(copy: string, folder: string): Promise<ReleasedPackage[]> {
  const changesets = join(copy, 'node_modules/@changesets/cli/bin.js');
  await runWell(process.execPath, [changesets, 'version'], { cwd: copy });
  await commit(copy);
  return packRelease(copy, folder);
}
