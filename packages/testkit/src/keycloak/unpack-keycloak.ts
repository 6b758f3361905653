import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { KeycloakDistribution } from './find-distribution.ts';
import { unzip } from './unzip.ts';

/**
 * Unpacks a distribution into the cache folder, unless that has been done.
 *
 * @returns The folder that holds `bin`, `lib` and the rest.
 * @throws Error when the zip cannot be unpacked.
 */
export async function unpackKeycloak({ zip, folder }: KeycloakDistribution): Promise<string> {
  if (zip === undefined || existsSync(folder)) {
    return folder;
  }
  await mkdir(dirname(folder), { recursive: true });
  const half = await mkdtemp(`${folder}-`);
  try {
    await unzip(zip, half).catch((cause: unknown) => {
      throw new Error(`${zip} could not be unpacked: it is damaged or no zip`, { cause });
    });
    const [inner] = await readdir(half);
    if (inner === undefined || !existsSync(join(half, inner, 'bin', 'kc.sh'))) {
      throw new Error(`${zip} is no Keycloak distribution: it has no bin/kc.sh`);
    }
    await moveInto(join(half, inner), folder);
  } finally {
    await rm(half, { recursive: true, force: true });
  }
  return folder;
}

/** Two that unpack at once each have a whole copy; the first to move its own wins. */
export async function moveInto(copy: string, folder: string): Promise<void> {
  try {
    await rename(copy, folder);
  } catch (error) {
    if (!existsSync(folder)) {
      throw error;
    }
  }
}
