import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { standardInput } from '../source/standard-input-name.ts';

/** Whether an argument can name several files: a folder, or a pattern that is not itself a file. */
export function namesSeveral(argument: string, cwd: string): boolean {
  if (argument === standardInput) return false;
  const stats = statSync(resolve(cwd, argument), { throwIfNoEntry: false });
  return stats === undefined ? /[*?[{]/.test(argument) : stats.isDirectory();
}
