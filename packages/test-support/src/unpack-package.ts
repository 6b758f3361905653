import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/**
 * Packs a built package as npm does, and unpacks it in a folder with nothing beside it.
 *
 * @param root - the folder of the package
 * @param folder - where to
 * @returns the folder of the unpacked package
 */
export function unpackPackage(root: string, folder: string): string {
  const packed = execFileSync(
    'npm',
    ['pack', '--json', '--ignore-scripts', '--pack-destination', folder],
    { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const tarball = /"filename": "([^"]+)"/.exec(packed)?.[1] ?? '';
  execFileSync('tar', ['-xzf', join(folder, tarball), '-C', folder]);
  return join(folder, 'package');
}
