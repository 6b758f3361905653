import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the checks read of a package.json. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly private?: boolean;
  readonly bugs?: { readonly url: string };
  readonly exports?: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly files?: readonly string[];
  readonly scripts?: Readonly<Record<string, string>>;
  /** The programs of the commands that it installs, by the command's name. */
  readonly bin?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** A workspace of the repository. */
export interface Workspace {
  /** Seen from the repository's folder, as in `packages/token-manager`. */
  readonly folder: string;
  readonly manifest: Manifest;
}

/** An entry point of a package that is code: one that has types. */
export interface EntryPoint {
  /** As it stands in `exports`: `.` or `./config`. */
  readonly subpath: string;
  /** What a consumer imports: `@scope/name/config`. */
  readonly specifier: string;
  /** The declarations, seen from the repository's folder. */
  readonly types: string;
}

function readManifest(file: string): Manifest {
  const manifest: Manifest = JSON.parse(readFileSync(file, 'utf8'));
  return manifest;
}

/** The workspaces that the root package.json names, in the order of their folders. */
function workspaces(root: string): Workspace[] {
  const { workspaces: patterns }: { workspaces: string[] } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  );
  return globSync(patterns, { cwd: root })
    .filter(folder => existsSync(join(root, folder, 'package.json')))
    .sort()
    .map(folder => ({ folder, manifest: readManifest(join(root, folder, 'package.json')) }));
}

/** The workspaces that are published. */
export function publishedPackages(root: string): Workspace[] {
  return workspaces(root).filter(({ manifest }) => manifest.private !== true);
}

/** The names of the workspaces that are never published. */
export function privatePackageNames(root: string): string[] {
  return workspaces(root)
    .filter(({ manifest }) => manifest.private === true)
    .map(({ manifest }) => manifest.name);
}

/** The entry points of a package that hold code. */
export function entryPoints({ folder, manifest }: Workspace): EntryPoint[] {
  return Object.entries(manifest.exports ?? {}).flatMap(([subpath, target]) =>
    typeof target === 'object' && target.types !== undefined
      ? [
          {
            subpath,
            specifier: join(manifest.name, subpath),
            types: join(folder, target.types),
          },
        ]
      : [],
  );
}

/** The names of the commands that a package installs. */
export function commandsOf({ manifest }: Workspace): string[] {
  return Object.keys(manifest.bin ?? {});
}
