import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { git } from './git.ts';

/** The files of the repository that git tracks or would track, seen from its folder. */
export function trackedFiles(root: string, ...patterns: readonly string[]): string[] {
  const listed = git(
    root,
    'ls-files',
    '-z',
    '--cached',
    '--others',
    '--exclude-standard',
    '--',
    ...patterns,
  );
  if (listed === undefined) {
    throw new Error(`git lists no files in ${root}. Is it a clone of the repository?`);
  }
  // A file that was deleted and not yet committed is still listed.
  return [...new Set(listed.split('\0'))]
    .filter(file => file !== '' && existsSync(join(root, file)))
    .sort();
}
