// `npm run release:pack [-- FOLDER]`: packs every published package into a folder, `reports/release` by default. No
// package is published by it; docs/install-before-release.md installs from such a folder.
import { appendFileSync } from 'node:fs';
import { repositoryRoot } from '../common/problem.ts';
import { digestOf, packRelease, releaseFolder } from './release-folder.ts';

const folder = releaseFolder(process.argv[2]);
for (const { name, version, file } of packRelease(repositoryRoot, folder)) {
  console.log(`${name} ${version}: ${file}`);
}
// The job that publishes compares with it, so that nothing can change between the two jobs.
const output = process.env['GITHUB_OUTPUT'];
if (output !== undefined) appendFileSync(output, `digest=${digestOf(folder)}\n`);
