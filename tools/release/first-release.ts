// `npm run release:first [-- --publish]`: the first release, which a person publishes. npm's trusted publishing needs
// packages that exist, so the workflow cannot do it. Without --publish it only shows what would happen.
import { basename } from 'node:path';
import { git } from '../common/git.ts';
import { endWithMessage, repositoryRoot } from '../common/problem.ts';
import { repositoryAddress } from '../common/repository-address.ts';
import { publishRelease } from './publish-release.ts';
import { packRelease, type ReleasedPackage, releaseFolder } from './release-folder.ts';
import { planRelease, type ReleasePlan, registryOf } from './release-plan.ts';

/** What git says of the clone. */
interface CloneState {
  readonly branch: string | undefined;
  readonly changed: string | undefined;
  readonly head: string | undefined;
  /** The commit of `main` at origin. */
  readonly pushed: string | undefined;
}

/** Why the first release cannot be made yet. */
export function obstacles({ version, publish, first }: ReleasePlan, state: CloneState): string[] {
  return [
    version && 'Changesets wait. Merge the pull request that sets versions first.',
    !version &&
      !publish &&
      !first &&
      'The registry has every version. There is no first release to make.',
    state.branch !== 'main' && `This is the branch ${state.branch}. Release from main.`,
    state.changed !== '' && 'Files have changed since the last commit. Commit or remove them.',
    (state.head === undefined || state.head !== state.pushed) &&
      'The last commit is not that of main at origin. Pull or push first.',
  ].filter(reason => reason !== false);
}

/** The command that makes the workflow the trusted publisher of a package. */
export function trustCommand({ name }: Pick<ReleasedPackage, 'name'>, repository: string): string {
  return `npm trust github ${name} --file release.yml --repo ${repository} --env npm --allow-publish`;
}

function release(publishes: boolean): void {
  const plan = planRelease(repositoryRoot, registryOf(repositoryRoot));
  console.log(plan.reason);
  const reasons = obstacles(plan, {
    branch: git(repositoryRoot, 'branch', '--show-current'),
    changed: git(repositoryRoot, 'status', '--porcelain'),
    head: git(repositoryRoot, 'rev-parse', 'HEAD'),
    pushed: git(repositoryRoot, 'ls-remote', 'origin', 'refs/heads/main')?.split('\t')[0],
  });
  for (const reason of reasons) console.log(`Not yet: ${reason}`);
  const folder = releaseFolder(undefined);
  const packed = packRelease(repositoryRoot, folder);
  for (const { name, version, file } of packed) console.log(`${name} ${version}: ${file}`);
  if (!publishes) {
    console.log(
      'Nothing was published. To publish, log in with `npm login` and add `-- --publish`.',
    );
    return;
  }
  if (reasons.length > 0) {
    process.exitCode = 1;
    return;
  }
  publishRelease(folder, {
    cwd: repositoryRoot,
    interactive: true, // npm asks for a one-time password
    provenance: false, // only a workflow can sign where it was built
    print: line => console.log(line),
  });
  const [owner = '', name = ''] = (repositoryAddress(repositoryRoot) ?? '').split('/').slice(-2);
  console.log('Now let the workflow publish the next versions. Run for each package:');
  for (const released of packed) console.log(trustCommand(released, `${owner}/${basename(name)}`));
  console.log('Then run `npm run release:tag`.');
}

if (import.meta.main) endWithMessage(() => release(process.argv.includes('--publish')));
