import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KeycloakDistribution } from './find-distribution.ts';
import { moveInto, unpackKeycloak } from './unpack-keycloak.ts';

/** What Keycloak builds anew when it changes: whether it asks for certificates of clients. */
export type KeycloakBuild = 'plain' | 'client-certificates';

/**
 * Makes a folder for one run of Keycloak: a copy of the distribution, since Keycloak writes into its
 * own, and the realm to import.
 */
export async function createKeycloakHome(
  distribution: KeycloakDistribution,
  realm: object,
  build: KeycloakBuild,
): Promise<string> {
  const built = builtCopy(distribution, build);
  const source = built && existsSync(built) ? built : await unpackKeycloak(distribution);
  // mkdtemp lets only this user in: the realm's secrets lie there.
  const home = await mkdtemp(join(tmpdir(), 'keycloak-'));
  try {
    await cp(source, home, { recursive: true, filter: path => path !== join(source, 'data') });
    await mkdir(join(home, 'data', 'import'), { recursive: true });
    await mkdir(join(home, 'tmp'));
    await writeFile(join(home, 'data', 'import', 'realm.json'), JSON.stringify(realm));
  } catch (error) {
    await rm(home, { recursive: true, force: true });
    throw error;
  }
  return home;
}

/**
 * Keeps what the first start has built, in the cache: a later start takes a third of the time. A
 * distribution outside the cache is somebody else's and left alone.
 */
export async function keepBuild(
  distribution: KeycloakDistribution,
  home: string,
  build: KeycloakBuild,
): Promise<void> {
  const built = builtCopy(distribution, build);
  if (!built || existsSync(built)) {
    return;
  }
  const copy = await mkdtemp(`${built}-`);
  try {
    const left = new Set([join(home, 'data'), join(home, 'tmp')]);
    await cp(home, copy, { recursive: true, filter: path => !left.has(path) });
    await moveInto(copy, built);
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

function builtCopy(
  { folder, isCached }: KeycloakDistribution,
  build: KeycloakBuild,
): string | undefined {
  return isCached ? `${folder}-built${build === 'plain' ? '' : `-${build}`}` : undefined;
}
