// Every package whose published files changed since its version was last set needs a changeset. The comparison with
// `main` that `changeset status` makes says nothing on main itself, so each package is compared with its last release.

import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { sharedRules } from '../checks/import-rules.ts';
import { git } from '../common/git.ts';
import { distinct, type Problem, report, repositoryRoot } from '../common/problem.ts';
import { isPublishedSource } from '../common/published-source.ts';
import { trackedFiles } from '../common/tracked-files.ts';
import { publishedPackages, type Workspace } from '../common/workspaces.ts';
import { readChangesets } from './changeset-files.ts';
import { lastRelease } from './last-release.ts';

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

/** The files of the private workspace whose rules the build bundles into a package: those that it imports. */
function bundledFiles(root: string, { folder }: Workspace): string[] {
  const texts = trackedFiles(root, `${folder}/src`).map(file =>
    readFileSync(join(root, file), 'utf8'),
  );
  return trackedFiles(root, 'packages/internal/src').filter(file => {
    const specifier = `'${sharedRules}/${basename(file, '.ts')}'`;
    return texts.some(text => text.includes(specifier));
  });
}

/** The packages that lack a changeset. */
export function changesetProblems(root: string): Problem[] {
  const { changesets, problems } = readChangesets(root);
  const named = new Set(changesets.flatMap(({ releases }) => Object.keys(releases)));
  const lacking = publishedPackages(root).flatMap(workspace => {
    const { folder, manifest } = workspace;
    if (named.has(manifest.name)) return [];
    const release = lastRelease(root, workspace);
    if (release.problem !== undefined) return [release.problem];
    if (release.commit === undefined) return [];
    const bundled = bundledFiles(root, workspace);
    const places = [folder, ...bundled];
    const changed = (git(root, 'diff', '--name-only', release.commit, '--', ...places) ?? '')
      .split('\n')
      .concat(
        places
          .flatMap(place => trackedFiles(root, place))
          .filter(file => git(root, 'cat-file', '-e', `${release.commit}:${file}`) === undefined),
      )
      .filter(file => bundled.includes(file) || isPublished(workspace, file));
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
  return [...problems, ...distinct(lacking)];
}

if (import.meta.main) {
  report(changesetProblems(repositoryRoot));
}
