// `npm run release:version`: sets the next versions, writes the CHANGELOGs and the table of the released fields, and
// removes the changesets and what documents say only until the first release.
import { execFileSync } from 'node:child_process';
import { repositoryRoot } from '../common/problem.ts';
import { removeBeforeRelease } from './before-release.ts';

const run = (command: string, ...args: readonly string[]) =>
  execFileSync(command, args, {
    cwd: repositoryRoot,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });

run(process.execPath, 'node_modules/@changesets/cli/bin.js', 'version');
// The fields of this release are compared with those of later ones.
run('npm', 'run', 'generate', '-w', '@rhdh-boost/config-schema', '--', '--release');
// The Action and the hook of a release run that release.
run('npm', 'run', 'generate', '-w', '@rhdh-boost/config-tools');
run('npm', 'install', '--package-lock-only', '--ignore-scripts');
removeBeforeRelease(repositoryRoot);
