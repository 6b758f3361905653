// Code blocks of documents that quote a marked region of a source file: `npm run generate` writes them, and
// `npm run check -- snippets` refuses one that differs.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { lineAt, type Problem, report, repositoryRoot } from '../common/problem.ts';
import { trackedFiles } from '../common/tracked-files.ts';

/** The line above a code block: `<!-- from FILE#REGION -->`. The block after it, if there is one, is in the groups. */
const quotation =
  /^<!-- from (?<place>.*?) -->\n(?:(?<fence>```[^\n]*)\n(?<code>[\s\S]*?)^```$)?/gm;
const regionStart = /^\s*(?:\/\/|#) #region (?<name>[\w-]+)$/;
const regionEnd = /^\s*(?:\/\/|#) #endregion\b.*$/;

/** A region of a source file. */
interface Region {
  readonly file: string;
  readonly name: string;
  /** The line of its first comment. */
  readonly line: number;
  /** Its lines without comments of regions and without indentation, as a code block has them. */
  readonly code: string;
}

/** The regions of a file, and what is wrong with them. */
function readRegions(root: string, file: string): { regions: Region[]; problems: Problem[] } {
  const regions: Region[] = [];
  const problems: Problem[] = [];
  const open: { name: string; line: number; lines: string[] }[] = [];
  for (const [index, text] of readFileSync(join(root, file), 'utf8').split('\n').entries()) {
    const line = index + 1;
    const { name } = regionStart.exec(text)?.groups ?? {};
    if (name !== undefined) {
      if ([...open, ...regions].some(other => other.name === name)) {
        problems.push({ file, line, message: `The file has another region "${name}".` });
      }
      open.push({ name, line, lines: [] });
    } else if (regionEnd.test(text)) {
      const closed = open.pop();
      if (closed === undefined) {
        problems.push({ file, line, message: 'This #endregion ends no region.' });
      } else {
        regions.push({ file, ...closed, code: unindent(closed.lines) });
      }
    } else {
      for (const { lines } of open) lines.push(text);
    }
  }
  for (const { name, line } of open) {
    problems.push({ file, line, message: `The region "${name}" has no #endregion.` });
  }
  return { regions, problems: [...problems, ...regions.flatMap(relativeImports)] };
}

/** Without the indentation that all lines have, and without empty lines around. */
function unindent(lines: readonly string[]): string {
  const indents = lines.filter(line => line.trim() !== '').map(line => line.search(/\S/));
  const indent = Math.min(...indents);
  return `${lines.map(line => line.slice(indent)).join('\n').replace(/^\n+|\s+$/g, '')}\n`;
}
