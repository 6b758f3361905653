import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { lineAt, type Problem } from '../common/problem.ts';
import { trackedFiles } from '../common/tracked-files.ts';

/** A changeset: which packages it releases, and by which step of their version. */
export interface Changeset {
  /** Seen from the repository's folder. */
  readonly file: string;
  /** The step of each package that it names: `major`, `minor` or `patch`. */
  readonly releases: Readonly<Record<string, string>>;
}

/** The changesets of a repository, and what is wrong with those that cannot be read. */
export interface ChangesetFiles {
  readonly changesets: readonly Changeset[];
  readonly problems: readonly Problem[];
}

/** Reads the changesets of a repository. */
export function readChangesets(root: string): ChangesetFiles {
  const changesets: Changeset[] = [];
  const problems: Problem[] = [];
  for (const file of trackedFiles(root, '.changeset/*.md')) {
    const result = parseChangeset(file, readFileSync(join(root, file), 'utf8'));
    if ('message' in result) problems.push(result);
    else changesets.push(result);
  }
  return { changesets, problems };
}

const wayOut =
  "Write it between two lines `---`, with a line for each package: `'@rhdh-boost/name': minor`.";

/** A line of `---`, YAML with the step of each package, and a line of `---` again. */
const headPattern = /^\uFEFF?---[ \t]*\r?\n(?<head>[^]*?)^---[ \t]*$/m;

function parseChangeset(file: string, text: string): Changeset | Problem {
  const head = headPattern.exec(text)?.groups?.['head'];
  if (head === undefined) {
    return { file, line: 1, message: `The changeset has no head that names packages. ${wayOut}` };
  }
  const document = parseDocument(head, { prettyErrors: false });
  const [error] = document.errors;
  if (error !== undefined) {
    // What is not closed is noticed only behind the end.
    const line = lineAt(head, Math.min(error.pos[0], head.trimEnd().length)) + 1;
    return { file, line, message: `The changeset's head is no YAML. ${wayOut}` };
  }
  const releases: unknown = document.toJSON() ?? {};
  return isReleases(releases)
    ? { file, releases }
    : { file, line: 2, message: `The changeset's head gives no step to each package. ${wayOut}` };
}

function isReleases(value: unknown): value is Record<string, string> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every(step => typeof step === 'string')
  );
}
