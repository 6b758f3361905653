import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The files of the repository that git tracks or would track, seen from its folder. */
export function trackedFiles(root: string, ...patterns: readonly string[]): string[] {
  const listed = execFileSync(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', ...patterns],
    { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 },
  );
  // A file that was deleted and not yet committed is still listed.
  return [...new Set(listed.split('\0'))]
    .filter(file => file !== '' && existsSync(join(root, file)))
    .sort();
}
