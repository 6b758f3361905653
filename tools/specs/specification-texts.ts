// Reads the files of `openspec/specs`, as they are or as they were.
import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { git } from '../common/git.ts';

/** A specification, of a capability or of what a change does to one. */
export interface SpecificationText {
  readonly file: string;
  readonly capability: string;
  readonly text: string;
}

const capabilityOf = (file: string): string => basename(dirname(file));

/** The files that the pattern finds. */
export function specificationTexts(
  root: string,
  pattern = 'openspec/specs/*/spec.md',
): SpecificationText[] {
  return globSync(pattern, { cwd: root })
    .sort()
    .map(file => ({
      file,
      capability: capabilityOf(file),
      text: readFileSync(join(root, file), 'utf8'),
    }));
}

/** The specifications that held at a commit. */
export function specificationTextsAt(root: string, commit: string): SpecificationText[] {
  const files = git(root, 'ls-tree', '-r', '--name-only', commit, 'openspec/specs') ?? '';
  return files
    .split('\n')
    .filter(file => file.endsWith('/spec.md'))
    .map(file => ({
      file,
      capability: capabilityOf(file),
      text: git(root, 'show', `${commit}:${file}`) ?? '',
    }));
}
