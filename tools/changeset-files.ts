import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { trackedFiles } from './tracked-files.ts';

/** A changeset: which packages it releases, and by which step of their version. */
export interface Changeset {
  /** Seen from the repository's folder. */
  readonly file: string;
  /** The step of each package that it names: `major`, `minor` or `patch`. */
  readonly releases: Readonly<Record<string, string>>;
}

/** The changesets of a repository. */
export function readChangesets(root: string): Changeset[] {
  return trackedFiles(root, '.changeset/*.md').map(file => {
    const [, head = ''] = readFileSync(join(root, file), 'utf8').split(/^---$/m);
    const releases: Record<string, string> | null = parse(head);
    return { file, releases: releases ?? {} };
  });
}
