// `npm run release:tag [-- FOLDER]`: tags the commit with each package of a release that has no tag at origin yet, and
// pushes the tags. `npm run check -- changesets compat` compare with them.
import { execFileSync } from 'node:child_process';
import { git } from '../common/git.ts';
import { endWithMessage, repositoryRoot } from '../common/problem.ts';
import { readRelease, releaseFolder } from './release-folder.ts';

/**
 * Tags the commit of a clone, which needs neither history nor tags; gives the tags that were made.
 *
 * @param folder - the folder of the release
 * @throws when origin cannot be asked or refuses a tag
 */
export function tagRelease(root: string, folder: string, digest?: string): string[] {
  const listed = git(root, 'ls-remote', '--tags', 'origin');
  if (listed === undefined) throw new Error('git cannot tell which tags origin has.');
  const there = new Set(listed.split('\n').map(line => line.split('\t')[1]));
  const tags = readRelease(folder, digest)
    .map(({ name, version }) => `refs/tags/${name}@${version}`)
    .filter(tag => !there.has(tag));
  // Pushed without a tag in the clone, which a call that failed halfway could leave behind.
  const refs = tags.map(tag => `HEAD:${tag}`);
  if (tags.length > 0) {
    execFileSync('git', ['push', '--quiet', 'origin', ...refs], { cwd: root, stdio: 'inherit' });
  }
  return tags.map(tag => tag.slice('refs/tags/'.length));
}

if (import.meta.main) {
  endWithMessage(() => {
    const folder = releaseFolder(process.argv[2]);
    const tags = tagRelease(repositoryRoot, folder, process.env['RELEASE_DIGEST']);
    console.log(tags.length === 0 ? 'Every package has its tag.' : tags.join('\n'));
  });
}
