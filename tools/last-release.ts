import { git } from './git.ts';
import type { Problem } from './problem.ts';
import type { Workspace } from './workspaces.ts';

/** Says that a clone lacks the history that tells what a release had, if it does. */
export function findHistoryProblem(root: string): Problem | undefined {
  return git(root, 'rev-parse', '--is-shallow-repository') === 'false'
    ? undefined
    : {
        message:
          'This clone lacks the history that tells what changed since a release. Run `git fetch --unshallow --tags`.',
      };
}

/**
 * The commit that a package is compared with: the tag of its release, or the commit that set its
 * version; at its first version, the commit that last described it in its CHANGELOG. None for a
 * first version that no CHANGELOG describes yet.
 */
export function lastRelease(root: string, { folder, manifest }: Workspace): string | undefined {
  const tag = `refs/tags/${manifest.name}@${manifest.version}`;
  if (git(root, 'rev-parse', '--verify', '--quiet', tag) !== undefined) {
    return tag;
  }
  const file = `${folder}/package.json`;
  const versionSet = git(root, 'log', '-1', '--format=%H', '-G"version":', '--', file);
  const created = git(root, 'log', '-1', '--format=%H', '--diff-filter=A', '--', file);
  if (versionSet !== created) return versionSet;
  return git(root, 'log', '-1', '--format=%H', '--', `${folder}/CHANGELOG.md`) || undefined;
}
