// `npm run release:tag [-- FOLDER]`: tags the commit with each package of a release that has no tag yet, and pushes the
// tags. `npm run check -- changesets compat` compare with them.
import { execFileSync } from 'node:child_process';
import { git } from '../common/git.ts';
import { repositoryRoot } from '../common/problem.ts';
import { readRelease, releaseFolder } from './release-folder.ts';

const inRepository = (...args: readonly string[]) =>
  execFileSync('git', args, { cwd: repositoryRoot, stdio: 'inherit' });

const tags = readRelease(releaseFolder(process.argv[2]))
  .map(({ name, version }) => `${name}@${version}`)
  .filter(
    tag =>
      git(repositoryRoot, 'rev-parse', '--verify', '--quiet', `refs/tags/${tag}`) === undefined,
  );
for (const tag of tags) {
  inRepository('tag', tag);
  console.log(tag);
}
if (tags.length > 0) inRepository('push', 'origin', ...tags.map(tag => `refs/tags/${tag}`));
