import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import { distributionName, downloadCommand, keycloakVersion } from './keycloak-version.ts';

/** A Keycloak distribution on this machine, packed or not. */
export interface KeycloakDistribution {
  /** The zip, or undefined when it is unpacked already. */
  readonly zip?: string;
  /** The folder that is or will be unpacked. */
  readonly folder: string;
  /** Whether the folder lies in the test kit's cache, which the test kit may write to. */
  readonly isCached: boolean;
}

/** Looks where KEYCLOAK_DISTRIBUTION says, else into the cache folder, else into Maven's local repository. */
export function findDistribution(
  environment: NodeJS.ProcessEnv,
): KeycloakDistribution | { missing: string } {
  const home = environment['HOME'] || homedir();
  const cache = join(
    environment['XDG_CACHE_HOME'] || join(home, '.cache'),
    'rhdh-boost',
    'keycloak',
  );
  const named = environment['KEYCLOAK_DISTRIBUTION'];
  if (named) {
    return readNamed(named, cache);
  }
  const folder = join(cache, distributionName);
  if (isUnpacked(folder)) {
    return { folder, isCached: true };
  }
  const repository = join(home, '.m2', 'repository', 'org', 'keycloak', 'keycloak-quarkus-dist');
  const zip = join(repository, keycloakVersion, `${distributionName}.zip`);
  if (existsSync(zip)) {
    return { zip, folder, isCached: true };
  }
  return {
    missing: `The distribution of Keycloak ${keycloakVersion} is missing: get it with "${downloadCommand}", or name a zip or an unpacked folder in KEYCLOAK_DISTRIBUTION.`,
  };
}

function readNamed(named: string, cache: string): KeycloakDistribution | { missing: string } {
  if (named.endsWith('.zip') && existsSync(named)) {
    const folder = join(cache, basename(named, '.zip'));
    return isUnpacked(folder) ? { folder, isCached: true } : { zip: named, folder, isCached: true };
  }
  return isUnpacked(named)
    ? { folder: named, isCached: false }
    : {
        missing: `KEYCLOAK_DISTRIBUTION names ${named}, which is neither a zip nor an unpacked Keycloak (a folder with bin/kc.sh).`,
      };
}

function isUnpacked(folder: string): boolean {
  return existsSync(join(folder, 'bin', 'kc.sh'));
}
