// `npm run release:pack [-- FOLDER]`: packs every published package into a folder, `reports/release` by default. No
// package is published by it; docs/install-before-release.md installs from such a folder.
import { repositoryRoot } from '../common/problem.ts';
import { packRelease, releaseFolder } from './release-folder.ts';

const folder = releaseFolder(process.argv[2]);
for (const { name, version, file } of packRelease(repositoryRoot, folder)) {
  console.log(`${name} ${version}: ${file}`);
}
