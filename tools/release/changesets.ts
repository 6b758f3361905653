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

/**
 * The files that the build bundles into a package from others of this repository: the rules of the private workspace that
 * it imports, and for a command without dependencies the packages that it imports, with what is bundled into them.
 */
function bundledFiles(root: string, { folder, manifest }: Workspace): string[] {
  const texts = trackedFiles(root, `${folder}/src`)
    .filter(isPublishedSource)
    .map(file => readFileSync(join(root, file), 'utf8'));
  const imports = (name: string) =>
    texts.some(text => text.includes(`'${name}'`) || text.includes(`'${name}/`));
  const rules = trackedFiles(root, 'packages/internal/src').filter(file =>
    imports(`${sharedRules}/${basename(file, '.ts')}`),
  );
  const packages = publishedPackages(root).filter(
    ({ manifest: { name } }) => name in (manifest.devDependencies ?? {}) && imports(name),
  );
  return rules.concat(
    packages.flatMap(other =>
      trackedFiles(root, `${other.folder}/src`)
        .filter(isPublishedSource)
        .concat(bundledFiles(root, other)),
    ),
  );
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
