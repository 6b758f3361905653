// Every package whose published files changed since its version was last set needs a changeset. The comparison with
// `main` that `changeset status` makes says nothing on main itself, so each package is compared with the tag of its
// release, or with the commit that set its version; at its first version, with the commit that last described it in
// its CHANGELOG.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { git } from './git.ts';
import { type Problem, report, repositoryRoot } from './problem.ts';
import { isPublishedSource } from './published-source.ts';
import { trackedFiles } from './tracked-files.ts';
import { publishedPackages, type Workspace } from './workspaces.ts';

/** How many changed files a failure names. */
const NAMED_FILES = 5;

/** The packages that the changesets name. */
function packagesWithChangeset(root: string): Set<string> {
  return new Set(
    trackedFiles(root, '.changeset/*.md').flatMap(file => {
      const [, head = ''] = readFileSync(join(root, file), 'utf8').split(/^---$/m);
      const releases: Record<string, string> | null = parse(head);
      return Object.keys(releases ?? {});
    }),
  );
}

/** The commit that a package is compared with; none for a first version that no CHANGELOG describes yet. */
function lastRelease(root: string, { folder, manifest }: Workspace): string | undefined {
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

/** Whether users of the package get this file, or what is built from it. */
function isPublished({ folder, manifest }: Workspace, file: string): boolean {
  const [first = ''] = file.slice(folder.length + 1).split('/');
  if (!isPublishedSource(file) || first === 'CHANGELOG.md') {
    return false;
  }
  return ['src', 'package.json', 'README.md', ...(manifest.files ?? [])].includes(first);
}

/** The packages that lack a changeset. */
export function changesetProblems(root: string): Problem[] {
  if (git(root, 'rev-parse', '--is-shallow-repository') !== 'false') {
    return [
      {
        message:
          'This clone lacks the history that tells what changed since a release. Run `git fetch --unshallow --tags`.',
      },
    ];
  }
  const named = packagesWithChangeset(root);
  return publishedPackages(root).flatMap(workspace => {
    const { folder, manifest } = workspace;
    const release = lastRelease(root, workspace);
    if (release === undefined || named.has(manifest.name)) {
      return [];
    }
    const changed = (git(root, 'diff', '--name-only', release, '--', folder) ?? '')
      .split('\n')
      .concat(
        trackedFiles(root, folder).filter(
          file => git(root, 'cat-file', '-e', `${release}:${file}`) === undefined,
        ),
      )
      .filter(file => isPublished(workspace, file));
    const files = [...new Set(changed)];
    return files.length === 0
      ? []
      : [
          {
            file: folder,
            message: `${manifest.name} changed since ${manifest.version} and no changeset names it. Run \`npx changeset\`. Changed: ${files.slice(0, NAMED_FILES).join(', ')}${files.length > NAMED_FILES ? ` and ${files.length - NAMED_FILES} more` : ''}.`,
          },
        ];
  });
}

if (import.meta.main) {
  report(changesetProblems(repositoryRoot));
}
