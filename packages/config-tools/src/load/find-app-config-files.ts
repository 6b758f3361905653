import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Environment } from './substitution.ts';

/** The file that an app-config is in unless others are named. */
const defaultFile = 'app-config.yaml';

/**
 * The files that are read when none is named, as Backstage has them: `app-config.yaml`, and over it those that exist of
 * the files of the environments that `BACKSTAGE_ENV` names, and of the local ones.
 */
export function findAppConfigFiles(directory: string, environment: Environment = {}): string[] {
  const names = (environment['BACKSTAGE_ENV'] ?? '').split(',').map(name => name.trim());
  const parts = names.filter(name => name !== '').map(name => `.${name}`);
  const files = ['', '.local'].flatMap(ending =>
    ['', ...parts].map(part => `app-config${part}${ending}.yaml`),
  );
  return files.filter(file => file === defaultFile || existsSync(resolve(directory, file)));
}
