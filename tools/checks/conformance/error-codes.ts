import { dirname, join } from 'node:path';
import { markdownLinks } from '../../common/markdown-links.ts';
import { lineAt, type Problem } from '../../common/problem.ts';
import { linkIntoRepository, repositoryAddress } from '../../common/repository-address.ts';
import { trackedFiles } from '../../common/tracked-files.ts';
import { quotedIn, textOf } from './repository-text.ts';

/** Public types that list what a program tells failures apart by, by the word that their names end in. */
const TYPES = /^export type (?<owner>\w+(?:Code|Reason|Clock|RuleName)) =(?<union>[^;]+);/gm;

/** A public type with its members, each of which stands on a line of its own, indented. */
const MEMBERED = /^export (?:interface|class|type) (?<owner>\w+)[^\n]*\n(?:(?: .*)?\n)*/gm;

/** A member that says which failure it is, where its type lists the possible ones itself. */
const MEMBERS =
  /^ +(?:readonly |get )*(?<member>code|reason|clock|rule)(?:\(\))?\??:(?<union>[^;]*'[^;]*);/gm;

/** What a program tells failures apart by, and where it stands. */
interface Listed {
  readonly owner: string;
  readonly code: string;
  readonly line: number;
}

const literalsIn = (union: string): string[] =>
  Array.from(union.matchAll(/'(?<code>[^']+)'/g), match => match[1] ?? '');

/** The codes that an API report lists, in types of their own or in a member's type. */
function listedIn(report: string): Listed[] {
  const listed = (owner: string, union: string, offset: number): Listed[] =>
    literalsIn(union).map(code => ({ owner, code, line: lineAt(report, offset) }));
  const types = Array.from(report.matchAll(TYPES)).flatMap(({ groups, index }) =>
    listed(groups?.owner ?? '', groups?.union ?? '', index),
  );
  const members = Array.from(report.matchAll(MEMBERED)).flatMap(({ 0: whole, groups, index }) =>
    Array.from(whole.matchAll(MEMBERS)).flatMap(found =>
      listed(
        `${groups?.owner}.${found.groups?.member}`,
        found.groups?.union ?? '',
        index + found.index,
      ),
    ),
  );
  return [...types, ...members];
}

/** The pages of `docs` that a README links to: by the repository's address, since npm shows READMEs elsewhere. */
function linkedPages(root: string, readme: string): string[] {
  const address = repositoryAddress(root);
  return markdownLinks(textOf(root, readme)).flatMap(({ link }) => {
    const [page = ''] = (linkIntoRepository(address, link) ?? join(dirname(readme), link)).split(
      '#',
    );
    return page.startsWith('docs/') && page.endsWith('.md') ? [page] : [];
  });
}

/**
 * What stands between backquotes in the first cell of a table's row: such a row is about that word. Anywhere else
 * it may be the name of a method or of an option, or be mentioned only.
 */
function explainedIn(text: string): string[] {
  return Array.from(text.matchAll(/^\|(?<cell>[^|\n]*)\|/gm)).flatMap(({ groups }) =>
    quotedIn(groups?.cell ?? ''),
  );
}

/** Codes of the public API that have no row in the package's README, or in a page of `docs` that it links to. */
export function errorCodeProblems(root: string): Problem[] {
  return trackedFiles(root, 'packages/*/report*.api.md').flatMap(report => {
    const readme = join(dirname(report), 'README.md');
    const pages = [readme, ...linkedPages(root, readme)];
    const explained = new Set(pages.flatMap(page => explainedIn(textOf(root, page))));
    return listedIn(textOf(root, report))
      .filter(({ code }) => !explained.has(code))
      .map(({ owner, code, line }) => ({
        file: report,
        line,
        message: `No table has a row for ${code} of ${owner}. Say in one in ${readme}, or in a page of docs that it links to, what it means and what to do.`,
      }));
  });
}
