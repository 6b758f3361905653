import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { publishedPackages, type Workspace } from '../common/workspaces.ts';

/** A published package as npm packed it. */
export interface PackedPackage {
  readonly workspace: Workspace;
  readonly tarball: string;
  /** The paths in the tarball, seen from the package's folder. */
  readonly files: readonly string[];
  /** How large the files are, in bytes, without source maps. */
  readonly unpackedSize: number;
}

/** Packs every published package into a folder, as `npm publish` would. */
export function packPackages(root: string, destination: string): PackedPackage[] {
  const packages = publishedPackages(root);
  const folders = packages.map(({ folder }) => `./${folder}`);
  const answer = execFileSync(
    'npm',
    ['pack', '--json', '--loglevel=error', '--pack-destination', destination, ...folders],
    { cwd: root, encoding: 'utf8', shell: process.platform === 'win32' },
  );
  const packed: { name: string; filename: string; files: { path: string; size: number }[] }[] =
    JSON.parse(answer);
  return packages.map(workspace => {
    const found = packed.find(({ name }) => name === workspace.manifest.name);
    if (found === undefined) {
      throw new Error(`npm did not pack ${workspace.folder}.`);
    }
    return {
      workspace,
      tarball: join(destination, found.filename),
      files: found.files.map(({ path }) => path),
      unpackedSize: found.files
        .filter(({ path }) => !path.endsWith('.map'))
        .reduce((sum, { size }) => sum + size, 0),
    };
  });
}
