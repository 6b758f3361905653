// `npm run release:plan`: what a push to `main` leads to, for the workflow. While changesets wait, it opens or updates the
// pull request that sets versions; once that is merged, it publishes the versions that the registry does not have. The
// first version of a package is for a person to publish.
import { appendFileSync } from 'node:fs';
import { endWithMessage, repositoryRoot } from '../common/problem.ts';
import { publishedPackages } from '../common/workspaces.ts';
import { readChangesets } from './changeset-files.ts';
import { isKnown, isPublished } from './publish-release.ts';

/** What is to be done. */
export interface ReleasePlan {
  /** Whether changesets wait. */
  readonly version: boolean;
  /** Whether there is a version that the workflow may publish. */
  readonly publish: boolean;
  /** Whether there is a version to publish, and a package that the registry does not know at all. */
  readonly first: boolean;
  /** Why, as a sentence. */
  readonly reason: string;
}

/** What a registry is asked. */
export interface AskedRegistry {
  /** Whether it has a version of a package. */
  readonly has: (released: { name: string; version: string }) => boolean;
  /** Whether it has any version of a package. */
  readonly knows: (name: string) => boolean;
}

/** The registry that npm is configured with in a folder. */
export function registryOf(cwd: string): AskedRegistry {
  return { has: released => isPublished(released, cwd), knows: name => isKnown(name, cwd) };
}

/** What the state of the repository asks for. */
export function planRelease(root: string, { has, knows }: AskedRegistry): ReleasePlan {
  const { changesets, problems } = readChangesets(root);
  if (changesets.length + problems.length > 0) {
    const reason = `${changesets.length + problems.length} changesets wait for the next versions.`;
    return { version: true, publish: false, first: false, reason };
  }
  const missing = publishedPackages(root)
    .map(({ manifest: { name, version } }) => ({ name, version }))
    .filter(released => !has(released));
  if (missing.length === 0) {
    return {
      version: false,
      publish: false,
      first: false,
      reason: 'The registry has every version.',
    };
  }
  const what = missing.map(({ name, version }) => `${name} ${version}`).join(', ');
  const unknown = missing.filter(({ name }) => !knows(name)).map(({ name }) => name);
  return unknown.length === 0
    ? { version: false, publish: true, first: false, reason: `To publish: ${what}.` }
    : {
        version: false,
        publish: false,
        first: true,
        reason: `To publish: ${what}. The registry does not know ${unknown.join(', ')} yet, and the workflow may not create a package: run \`npm run release:first\`, as "The first release" in docs/releasing.md says.`,
      };
}

if (import.meta.main) {
  endWithMessage(() => {
    const { version, publish, reason } = planRelease(repositoryRoot, registryOf(repositoryRoot));
    console.log(reason);
    const output = process.env['GITHUB_OUTPUT'];
    if (output !== undefined) appendFileSync(output, `version=${version}\npublish=${publish}\n`);
  });
}
