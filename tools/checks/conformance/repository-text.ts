// What the conformance checks read: files of the repository, and where something stands in them.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../../common/problem.ts';

/** The text of a file; none is empty. */
export function textOf(root: string, file: string): string {
  const path = join(root, file);
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

/** The lines of a file. */
export const linesOf = (root: string, file: string): string[] => textOf(root, file).split('\n');

/** A problem at the first line of a file that has the text. */
export function problemAt(root: string, file: string, text: string, message: string): Problem {
  const index = linesOf(root, file).findIndex(line => line.includes(text));
  return index < 0 ? { file, message } : { file, line: index + 1, message };
}

/** A heading with what stands below it, up to the next one. */
export interface Section {
  /** As it is written, with its `#`; empty before the first. */
  readonly heading: string;
  /** The line of the heading, from 1. */
  readonly line: number;
  /** Heading and all. */
  readonly text: string;
}

/** A Markdown text by its headings, of any level. */
export function sectionsOf(text: string): Section[] {
  let line = 1;
  return text.split(/^(?=#{1,6} )/m).map(part => {
    const [first = ''] = part.split('\n');
    const section = { heading: first.startsWith('#') ? first : '', line, text: part };
    line += part.split('\n').length - 1;
    return section;
  });
}

/** What stands between backquotes. */
export function quotedIn(text: string): string[] {
  return Array.from(text.matchAll(/`(?<words>[^`\n]+)`/g), match => match[1] ?? '');
}
