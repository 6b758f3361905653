// The packages that package-lock.json installs, and which of them a published package brings to its users.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A package of the lock file. */
export interface LockedPackage {
  /** Where it is installed: `node_modules/a/node_modules/b`. */
  readonly path: string;
  readonly name: string;
  readonly version: string;
  /** As its package.json names it. */
  readonly license: string | undefined;
  readonly integrity: string | undefined;
  /** Whether only work on this repository needs it. */
  readonly dev: boolean;
  /** What it needs, without what is optional and missing. */
  readonly needs: readonly string[];
}

interface LockEntry {
  readonly version?: string;
  readonly license?: string;
  readonly integrity?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly link?: boolean;
  readonly name?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** The lock file of a folder, without the workspaces. */
export function lockedPackages(root: string, folder = '.'): LockedPackage[] {
  const { packages }: { packages: Record<string, LockEntry> } = JSON.parse(
    readFileSync(join(root, folder, 'package-lock.json'), 'utf8'),
  );
  return Object.entries(packages)
    .filter(([path, { link }]) => path.includes('node_modules/') && link !== true)
    .map(([path, entry]) => ({
      path,
      name: entry.name ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
      version: entry.version ?? '',
      dev: entry.dev === true || entry.devOptional === true,
      needs: Object.keys({ ...entry.dependencies, ...entry.optionalDependencies }),
      license: entry.license,
      integrity: entry.integrity,
    }));
}

/** The package that a name leads to from a folder, as Node looks for it. */
export function resolveLocked(
  locked: readonly LockedPackage[],
  from: string,
  name: string,
): LockedPackage | undefined {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/')))) {
    const path = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    const found = locked.find(candidate => candidate.path === path);
    if (found !== undefined || folder === '') return found;
  }
}
