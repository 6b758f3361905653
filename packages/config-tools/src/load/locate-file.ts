import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { FileTarget } from './include-target.ts';

/**
 * Finds a file that an app-config names, by its name alone: links are not followed, because a mounted
 * ConfigMap consists of them.
 *
 * @param written - the file as it is written, its variables filled in
 * @param directory - the absolute folder of the file that names it
 * @param directoryName - the same folder as findings name it
 * @param shown - what findings call the file where a variable gave a part of its name
 */
export function locateFile(
  written: string,
  directory: string,
  directoryName: string,
  shown?: string,
): FileTarget {
  const path = resolve(directory, written);
  const steps = relative(directory, path);
  const absolute = isAbsolute(written);
  return {
    path,
    file: absolute ? (shown ?? path) : join(directoryName, shown ?? written),
    absolute,
    outside: steps === '..' || steps.startsWith(`..${sep}`) || isAbsolute(steps),
  };
}
