// What the conformance checks read: files of the repository, and where something stands in them.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../problem.ts';
import { trackedFiles } from '../tracked-files.ts';

/** The text of a file; none is empty. */
export function textOf(root: string, file: string): string {
  const path = join(root, file);
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

/** A problem at the first line of a file that has the text. */
export function problemAt(root: string, file: string, text: string, message: string): Problem {
  const index = textOf(root, file)
    .split('\n')
    .findIndex(line => line.includes(text));
  return index < 0 ? { file, message } : { file, line: index + 1, message };
}

/** What stands between backquotes in the files. */
export function quotedIn(root: string, ...patterns: readonly string[]): ReadonlySet<string> {
  const texts = trackedFiles(root, ...patterns).map(file => textOf(root, file));
  return new Set(
    texts.flatMap(text =>
      Array.from(text.matchAll(/`(?<words>[^`\n]+)`/g), match => match[1] ?? ''),
    ),
  );
}
