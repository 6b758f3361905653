// Every package whose published files changed since its version was last set needs a changeset. The comparison with
// `main` that `changeset status` makes says nothing on main itself, so each package is compared with its last release.
import { readChangesets } from './changeset-files.ts';
import { git } from './git.ts';
import { findHistoryProblem, lastRelease } from './last-release.ts';
import { type Problem, report, repositoryRoot } from './problem.ts';
import { isPublishedSource } from './published-source.ts';
import { trackedFiles } from './tracked-files.ts';
import { publishedPackages, type Workspace } from './workspaces.ts';

/** How many changed files a failure names. */
const NAMED_FILES = 5;

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
  const historyProblem = findHistoryProblem(root);
  if (historyProblem !== undefined) return [historyProblem];
  const named = new Set(readChangesets(root).flatMap(({ releases }) => Object.keys(releases)));
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
