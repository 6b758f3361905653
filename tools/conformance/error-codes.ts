import { dirname, join } from 'node:path';
import type { Problem } from '../problem.ts';
import { trackedFiles } from '../tracked-files.ts';
import { problemAt, textOf } from './repository-text.ts';

/** Public types that list what a program tells failures apart by, by the word that their names end in. */
const CODES = /^export type (?<type>\w+(?:Code|Reason|Clock)) =(?<union>[^;]+);/gm;

/** The pages of `docs` that a README links to. */
function linkedPages(root: string, readme: string): string[] {
  const links = textOf(root, readme).matchAll(/\]\((?<page>[^)#\s]+\.md)/g);
  return Array.from(links, ({ groups }) => join(dirname(readme), groups?.page ?? '')).filter(page =>
    page.startsWith('docs/'),
  );
}

/**
 * What stands between backquotes in the first cell of a table's row: such a row is about that word. Anywhere else
 * it may be the name of a method or of an option, or be mentioned only.
 */
function explainedIn(text: string): string[] {
  return Array.from(text.matchAll(/^\|(?<cell>[^|\n]*)\|/gm)).flatMap(({ groups }) =>
    Array.from((groups?.cell ?? '').matchAll(/`(?<word>[^`]+)`/g), match => match[1] ?? ''),
  );
}

/** Codes of the public API that have no row in the package's README, or in a page of `docs` that it links to. */
export function errorCodeProblems(root: string): Problem[] {
  return trackedFiles(root, 'packages/*/report*.api.md').flatMap(report => {
    const readme = join(dirname(report), 'README.md');
    const pages = [readme, ...linkedPages(root, readme)];
    const explained = new Set(pages.flatMap(page => explainedIn(textOf(root, page))));
    return Array.from(textOf(root, report).matchAll(CODES)).flatMap(({ groups }) =>
      Array.from((groups?.union ?? '').matchAll(/'(?<code>[^']+)'/g), match => match[1] ?? '')
        .filter(code => !explained.has(code))
        .map(code =>
          problemAt(
            root,
            report,
            `type ${groups?.type} =`,
            `No table has a row for ${code} of ${groups?.type}. Say in one in ${readme}, or in a page of docs that it links to, what it means and what to do.`,
          ),
        ),
    );
  });
}
