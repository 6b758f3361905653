// Regions of source files that documents quote: from `// #region NAME` to `// #endregion`, in YAML with `#` for `//`.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import type { Problem } from '../common/problem.ts';

const start = /^\s*(?:\/\/|#) #region (?<name>[\w-]+)$/;
const end = /^\s*(?:\/\/|#) #endregion\b/;

/** A region of a source file. */
export interface SourceRegion {
  readonly file: string;
  readonly name: string;
  /** The line of its first comment. */
  readonly line: number;
  /** Its code without the comments of regions and without the indentation that all its lines have. */
  readonly code: string;
}

/** The regions of a file, which may be nested, and what is wrong with them. */
export function sourceRegions(
  root: string,
  file: string,
): { regions: SourceRegion[]; problems: Problem[] } {
  const regions: SourceRegion[] = [];
  const problems: Problem[] = [];
  const open: { name: string; line: number; lines: string[] }[] = [];
  for (const [index, text] of readFileSync(join(root, file), 'utf8').split('\n').entries()) {
    const line = index + 1;
    const name = start.exec(text)?.groups?.['name'];
    if (name !== undefined) {
      if ([...open, ...regions].some(region => region.name === name)) {
        problems.push({ file, line, message: `Two regions are named "${name}". Rename one.` });
      }
      open.push({ name, line, lines: [] });
    } else if (end.test(text)) {
      const region = open.pop();
      if (region === undefined) {
        problems.push({ file, line, message: 'This #endregion ends no region. Remove it.' });
      } else {
        regions.push({ file, ...region, code: withoutIndentation(region.lines) });
      }
    } else {
      for (const { lines } of open) lines.push(text);
    }
  }
  for (const { name, line } of open) {
    const message = `The region "${name}" has no end. Add the comment #endregion.`;
    problems.push({ file, line, message });
  }
  return { regions, problems: [...problems, ...regions.flatMap(relativeImports)] };
}

function withoutIndentation(lines: readonly string[]): string {
  const indentations = lines.filter(line => line.trim() !== '').map(line => line.search(/\S/));
  const indentation = Math.min(...indentations);
  const code = lines.map(line => line.slice(indentation)).join('\n');
  return `${code.replace(/^\n+/, '').trimEnd()}\n`;
}

/** Imports of files that the reader of a document does not have. */
function relativeImports({ file, name, line, code }: SourceRegion): Problem[] {
  if (file.endsWith('.yaml')) return [];
  return ts
    .preProcessFile(code)
    .importedFiles.filter(({ fileName }) => fileName.startsWith('.'))
    .map(({ fileName }) => ({
      file,
      line,
      message: `The region "${name}" imports "${fileName}", which its reader does not have. Leave that import out of the region.`,
    }));
}
