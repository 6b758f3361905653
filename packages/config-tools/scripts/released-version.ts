import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Files at the root that name the version of the package which they run. */
const files = ['action.yml', '.pre-commit-hooks.yaml'];
const version =
  /(?<=@rhdh-boost\/config-tools@|# the version of the package\n {4}default: )[\w.-]+/g;

/** These files with the version in the package.json, so that a tag of the repository always runs its own release. */
export function releasedVersion(root: string): Record<string, string> {
  const manifest: { version: string } = JSON.parse(
    readFileSync(join(root, 'packages/config-tools/package.json'), 'utf8'),
  );
  return Object.fromEntries(
    files.map(name => [
      name,
      readFileSync(join(root, name), 'utf8').replaceAll(version, manifest.version),
    ]),
  );
}
