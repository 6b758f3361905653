// `npm run release:plan`: what a push to `main` leads to, for the workflow. While changesets wait, it opens or updates the
// pull request that sets versions; once that is merged, it publishes the versions that the registry does not have.
import { appendFileSync } from 'node:fs';
import { repositoryRoot } from '../common/problem.ts';
import { publishedPackages } from '../common/workspaces.ts';
import { readChangesets } from './changeset-files.ts';
import { isPublished } from './publish-release.ts';

/** What is to be done. */
export interface ReleasePlan {
  /** Whether changesets wait. */
  readonly version: boolean;
  /** Whether there is a version to publish. */
  readonly publish: boolean;
  /** Why, as a sentence. */
  readonly reason: string;
}

/**
 * What the state of the repository asks for.
 *
 * @param isThere - whether the registry has a version of a package
 */
export function planRelease(
  root: string,
  isThere: (released: { name: string; version: string }) => boolean,
): ReleasePlan {
  const { changesets, problems } = readChangesets(root);
  if (changesets.length + problems.length > 0) {
    const reason = `${changesets.length + problems.length} changesets wait for the next versions.`;
    return { version: true, publish: false, reason };
  }
  const missing = publishedPackages(root)
    .map(({ manifest: { name, version } }) => ({ name, version }))
    .filter(released => !isThere(released));
  return missing.length === 0
    ? { version: false, publish: false, reason: 'The registry has every version.' }
    : {
        version: false,
        publish: true,
        reason: `To publish: ${missing.map(({ name, version }) => `${name} ${version}`).join(', ')}.`,
      };
}

if (import.meta.main) {
  const { version, publish, reason } = planRelease(repositoryRoot, released =>
    isPublished(released, repositoryRoot),
  );
  console.log(reason);
  const output = process.env['GITHUB_OUTPUT'];
  if (output !== undefined) appendFileSync(output, `version=${version}\npublish=${publish}\n`);
}
