import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { git } from '../common/git.ts';
import type { Problem } from '../common/problem.ts';
import type { Workspace } from '../common/workspaces.ts';

/** The commit that a package is compared with, none where it was never released, or why that is not known. */
export type LastRelease =
  | { readonly commit: string | undefined; readonly problem?: undefined }
  | { readonly commit?: undefined; readonly problem: Problem };

const missingHistory: LastRelease = {
  problem: {
    message:
      'This clone lacks the history that tells what changed since a release. Run `git fetch --unshallow --tags`; with actions/checkout, set `fetch-depth: 0`.',
  },
};

/**
 * The commit that a package is compared with: the tag of its release, or the commit that set its
 * version; at its first version, the commit that last described it in its CHANGELOG. None while the
 * CHANGELOG has no entry: the package was never released. A clone may be shallow as long as it has that commit.
 */
export function lastRelease(root: string, { folder, manifest }: Workspace): LastRelease {
  const tag = `refs/tags/${manifest.name}@${manifest.version}`;
  if (git(root, 'rev-parse', '--verify', '--quiet', `${tag}^{commit}`) !== undefined) {
    return { commit: tag };
  }
  if (isNeverReleased(root, folder)) return { commit: undefined };
  const cut = commitsWithoutParents(root);
  const versionSet = findVersionSet(root, `${folder}/package.json`, cut);
  if (versionSet === cutOff) return missingHistory;
  if (versionSet !== undefined) return { commit: versionSet };
  const described = git(root, 'log', '-1', '--format=%H', '--', `${folder}/CHANGELOG.md`);
  if (described !== undefined && cut.has(described)) return missingHistory;
  return { commit: described === '' ? undefined : described };
}

/** Whether a package has a CHANGELOG without any entry such as `## 0.2.0`: the first release writes the first one. */
export function isNeverReleased(root: string, folder: string): boolean {
  const file = join(root, folder, 'CHANGELOG.md');
  return existsSync(file) && !/^## /m.test(readFileSync(file, 'utf8'));
}

/** The history ends before the commit that is looked for. */
const cutOff = Symbol('cut off');

/**
 * The last commit whose package.json has the version of today while none of its parents has it;
 * none when it was created with that version. The versions are read, since a line that holds one
 * changes for other reasons too.
 */
function findVersionSet(
  root: string,
  file: string,
  cut: ReadonlySet<string>,
): string | typeof cutOff | undefined {
  const version = versionAt(root, 'HEAD', file);
  if (version === undefined) return undefined;
  const log = git(root, 'log', '--topo-order', '--format=%H %P', '--', file) ?? '';
  for (const [commit = '', ...parents] of log.split('\n').map(line => line.split(' '))) {
    if (versionAt(root, commit, file) !== version) continue;
    if (cut.has(commit)) return cutOff;
    const before = parents.map(parent => versionAt(root, parent, file));
    if (before.includes(version) || before.includes(unreadable)) continue;
    return before.every(found => found === undefined) ? undefined : commit;
  }
  return undefined;
}

/** The version in a broken package.json: no release, and no reason to take what mends it for one. */
const unreadable = 'unreadable';

function versionAt(root: string, commit: string, file: string): string | undefined {
  const text = git(root, 'show', `${commit}:${file}`);
  if (text === undefined) return undefined;
  try {
    const { version = unreadable }: { version?: string } = JSON.parse(text);
    return version;
  } catch {
    return unreadable;
  }
}

/** In a shallow clone, the commits whose parents were not fetched: git shows them as the first ones. */
function commitsWithoutParents(root: string): ReadonlySet<string> {
  const file = git(root, 'rev-parse', '--git-path', 'shallow');
  if (file === undefined || !existsSync(resolve(root, file))) return new Set();
  return new Set(readFileSync(resolve(root, file), 'utf8').split('\n'));
}
