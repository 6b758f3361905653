import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The name of the file with the settings of the command. */
export const settingsName = 'boost-config.yaml';

/**
 * The settings file of a folder, or of the nearest folder above it that has one. The search ends at
 * the root of the repository, so that a file of another project does not apply.
 */
export function findSettings(folder: string): string | undefined {
  for (let current = folder; ; current = dirname(current)) {
    const file = join(current, settingsName);
    if (existsSync(file)) return file;
    if (existsSync(join(current, '.git')) || current === dirname(current)) return undefined;
  }
}

/** The root of the repository that a folder is in; without one, the folder itself. */
export function findRepositoryRoot(folder: string): string {
  for (let current = folder; ; current = dirname(current)) {
    if (existsSync(join(current, '.git'))) return current;
    if (current === dirname(current)) return folder;
  }
}
