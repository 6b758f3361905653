// The folder of a release: the tarball of each package and `release.json`, which names them. One job packs it, another
// publishes what it finds there and nothing else.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { repositoryRoot } from '../common/problem.ts';
import type { Workspace } from '../common/workspaces.ts';
import { packPackages } from './packing.ts';

/** A package of a release. */
export interface ReleasedPackage {
  readonly name: string;
  readonly version: string;
  /** The tarball in the folder, named for the package without its version: `kagenti-client.tgz`. */
  readonly file: string;
  /** The tarball's SHA-512, as npm's lock files write it. */
  readonly integrity: string;
}

const MANIFEST = 'release.json';

/** The folder that the scripts of a release use: the given one, seen from the caller's folder, or `reports/release`. */
export function releaseFolder(given: string | undefined): string {
  return given === undefined ? join(repositoryRoot, 'reports', 'release') : resolve(given);
}

/** The packages in such an order that each comes after those that it depends on. */
export function inOrderOfDependence<Item extends Pick<Workspace, 'manifest'>>(
  packages: readonly Item[],
): Item[] {
  const ordered = new Set<Item>();
  const add = (item: Item) => {
    for (const name of Object.keys(item.manifest.dependencies ?? {})) {
      const needed = packages.find(({ manifest }) => manifest.name === name);
      if (needed !== undefined && !ordered.has(needed)) add(needed);
    }
    ordered.add(item);
  };
  for (const item of packages) if (!ordered.has(item)) add(item);
  return [...ordered];
}

/** Packs every published package of a repository into a folder. They must have been built. */
export function packRelease(root: string, folder: string): ReleasedPackage[] {
  mkdirSync(folder, { recursive: true });
  const packed = inOrderOfDependence(
    packPackages(root, folder).map(({ workspace: { folder: place, manifest }, tarball }) => ({
      folder: place,
      manifest,
      tarball,
    })),
  );
  const released = packed.map(({ manifest: { name, version }, tarball }) => {
    const file = `${basename(name)}.tgz`;
    rmSync(join(folder, file), { force: true });
    renameSync(tarball, join(folder, file));
    return { name, version, file, integrity: integrityOf(join(folder, file)) };
  });
  writeFileSync(join(folder, MANIFEST), `${JSON.stringify(released, undefined, 2)}\n`);
  return released;
}

/** The SHA-512 of what describes a release, and with it of every tarball. */
export function digestOf(folder: string): string {
  return integrityOf(join(folder, MANIFEST));
}

/**
 * Reads the folder of a release.
 *
 * @param digest - the {@link digestOf} the folder when it was packed, where that is known
 * @throws when the folder is not the one that was packed
 */
export function readRelease(folder: string, digest?: string): ReleasedPackage[] {
  if (digest !== undefined && digestOf(folder) !== digest) {
    throw new Error(
      `${MANIFEST} is not the one that the job before packed. Run the workflow again.`,
    );
  }
  const released: ReleasedPackage[] = JSON.parse(readFileSync(join(folder, MANIFEST), 'utf8'));
  for (const { file, integrity } of released) {
    if (integrityOf(join(folder, file)) !== integrity) {
      throw new Error(`${file} is not the tarball that ${MANIFEST} describes. Pack it again.`);
    }
  }
  return released;
}

function integrityOf(file: string): string {
  return `sha512-${createHash('sha512').update(readFileSync(file)).digest('base64')}`;
}
