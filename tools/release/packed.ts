// Each published package is checked as npm would pack it: metadata, documents, size, source maps, publint, and whether
// its types resolve.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Problem, report, repositoryRoot } from '../common/problem.ts';
import { privatePackageNames } from '../common/workspaces.ts';
import { isBeforeRelease } from './before-release.ts';
import { isNeverReleased } from './last-release.ts';
import { metadataProblems } from './metadata.ts';
import { linkProblems, mapProblems, sizeProblems } from './packed-content.ts';
import { type PackedPackage, packPackages } from './packing.ts';
import { sizeLimits } from './size-limits.ts';

function documentProblems(
  root: string,
  { workspace: { folder, manifest }, files }: PackedPackage,
): Problem[] {
  const missing = ['README.md', 'CHANGELOG.md'].filter(name => !files.includes(name));
  const problems = missing.map(name => ({
    file: `${folder}/${name}`,
    message: `${manifest.name} is packed without it. Write it, and name it in "files" of package.json.`,
  }));
  if (manifest.license === undefined) {
    problems.push({
      file: `${folder}/package.json`,
      message: `${manifest.name} names no licence.`,
    });
  }
  if (
    files.includes('CHANGELOG.md') &&
    !isNeverReleased(root, folder) &&
    !readFileSync(join(root, folder, 'CHANGELOG.md'), 'utf8').includes(`\n## ${manifest.version}\n`)
  ) {
    problems.push({
      file: `${folder}/CHANGELOG.md`,
      message: `It has no heading "## ${manifest.version}", the version in package.json.`,
    });
  }
  return problems;
}

/** Documents of a released package that still say what holds only until the first release. */
function outdatedProblems(
  root: string,
  { workspace: { folder, manifest }, files }: PackedPackage,
): Problem[] {
  if (isNeverReleased(root, folder)) return [];
  return files
    .filter(file => file.endsWith('.md'))
    .filter(file => isBeforeRelease(readFileSync(join(root, folder, file), 'utf8')))
    .map(file => ({
      file: `${folder}/${file}`,
      message: `${manifest.name} has a release, and this says what holds only until the first one. Remove the block "before the first release"; \`npm run release:version\` does.`,
    }));
}

/** Files that a user's Node or TypeScript reads. */
const codeFile = /\.(?:[cm]?js|d\.[cm]?ts)$/;

/** Where a packed package names a workspace that is never published, so that nobody could resolve it. */
function privateNameProblems(
  root: string,
  { workspace: { folder, manifest }, files }: PackedPackage,
): Problem[] {
  const names = privatePackageNames(root);
  const { devDependencies: _notInstalled, ...installed } = manifest;
  const texts = [
    { file: 'package.json', text: JSON.stringify(installed) },
    ...files
      .filter(file => codeFile.test(file))
      .map(file => ({ file, text: readFileSync(join(root, folder, file), 'utf8') })),
  ];
  return texts.flatMap(({ file, text }) =>
    names
      .filter(name => text.split(name).some((rest, index) => index > 0 && !/^[\w-]/.test(rest)))
      .map(name => ({
        file: `${folder}/${file}`,
        message: `It names ${name}, which is never published. Bundle its code, declare its types in ${manifest.name}, and keep it in devDependencies.`,
      })),
  );
}

/** What a command of node_modules says against a package; nothing when it is content. */
function complaints(
  { workspace: { folder } }: PackedPackage,
  tool: string,
  ...args: readonly string[]
): Problem[] {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(repositoryRoot, 'node_modules', tool), ...args],
    { encoding: 'utf8', env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' } },
  );
  return status === 0 ? [] : [{ file: folder, message: `${stdout}${stderr}`.trim() }];
}

/**
 * Every problem of the packages of a repository; they must have been built.
 *
 * @param limits - how many bytes each package may have unpacked, source maps aside
 */
export function packedProblems(
  root: string,
  limits: Readonly<Record<string, number>> = sizeLimits,
): Problem[] {
  const destination = mkdtempSync(join(tmpdir(), 'packed-'));
  try {
    return packPackages(root, destination).flatMap(packed =>
      [
        metadataProblems(root, packed.workspace),
        documentProblems(root, packed),
        outdatedProblems(root, packed),
        linkProblems(root, packed),
        mapProblems(root, packed),
        sizeProblems(packed, limits),
        privateNameProblems(root, packed),
        complaints(packed, 'publint/src/cli.js', 'run', packed.tarball, '--strict'),
        complaints(
          packed,
          '@arethetypeswrong/cli/dist/index.js',
          packed.tarball,
          '--profile=esm-only',
          '--format=ascii',
          '--no-emoji',
        ),
      ].flat(),
    );
  } finally {
    rmSync(destination, { recursive: true, force: true });
  }
}

if (import.meta.main) {
  report(packedProblems(repositoryRoot));
}
