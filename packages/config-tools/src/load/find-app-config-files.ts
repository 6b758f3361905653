import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** The file that an app-config is in unless others are named. */
const defaultFile = 'app-config.yaml';
/** What a developer lays over it. */
const localFile = 'app-config.local.yaml';

/** The files that are read when none is named, as Backstage has them. */
export function findAppConfigFiles(directory: string): string[] {
  return existsSync(resolve(directory, localFile)) ? [defaultFile, localFile] : [defaultFile];
}
