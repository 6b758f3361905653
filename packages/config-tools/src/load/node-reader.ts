import { dirname, resolve } from 'node:path';
import { readStandardInput } from '../source/standard-input.ts';
import { standardInput } from '../source/standard-input-name.ts';
import { readRegularFile, readTextFile } from '../source/text-file.ts';
import type { FileReader } from './file-reader.ts';
import { findAppConfigFiles } from './find-app-config-files.ts';
import { locateFile } from './locate-file.ts';
import type { Environment } from './substitution.ts';

/**
 * Reads files from the disk, and `-` from standard input.
 *
 * @param cwd - the folder that relative names start from
 * @param environment - its `BACKSTAGE_ENV` names further files that are read when none is named
 */
export function createNodeReader(cwd: string, environment?: Environment): FileReader {
  return {
    defaultFiles: () => findAppConfigFiles(cwd, environment),
    readNamed: name =>
      name === standardInput ? readStandardInput() : readTextFile(resolve(cwd, name), name),
    pathOf: name => resolve(cwd, name),
    included: {
      directoryOf: dirname,
      locate: (written, directory, from, shown) =>
        locateFile(written, directory, dirname(from), shown),
      read: ({ path, file }) => readRegularFile(path, file),
    },
  };
}
