import { isAbsolute, relative, resolve } from 'node:path';

/** Where a repository is, as far as file names are relative to it. */
export interface RepositoryPlace {
  /** The folder that relative file names start from. */
  readonly cwd: string;
  /** The root of the repository. */
  readonly root: string;
}

/** A file name as seen from the root of the repository; one outside of it stays as it is. */
export function toRepositoryPath(file: string, { cwd, root }: RepositoryPlace): string {
  if (file.startsWith('<')) return file; // standard input
  const path = relative(root, resolve(cwd, file));
  const isOutside = path === '' || path.startsWith('..') || isAbsolute(path);
  return isOutside ? file : path;
}
