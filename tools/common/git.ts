import { spawnSync } from 'node:child_process';

/** What git answers, without the last line end; nothing when it refuses. */
export function git(root: string, ...args: readonly string[]): string | undefined {
  const { status, stdout } = spawnSync('git', args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  return status === 0 ? stdout.trimEnd() : undefined;
}
