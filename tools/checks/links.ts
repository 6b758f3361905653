// Links of Markdown files lead to a file that exists, and to a heading of it: relative ones, and those that lead into
// this repository by its address, as the documents of published packages do.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { anchorOf } from '../common/anchor.ts';
import { isAbsoluteLink, markdownLinks } from '../common/markdown-links.ts';
import { type Problem, report, repositoryRoot } from '../common/problem.ts';
import { linkIntoRepository, repositoryAddress } from '../common/repository-address.ts';
import { trackedFiles } from '../common/tracked-files.ts';

/** The anchors that a Markdown viewer makes of the headings. */
function anchorsOf(file: string): Set<string> {
  const headings = readFileSync(file, 'utf8').matchAll(/^#{1,6} +(?<text>.+?) *$/gm);
  return new Set(Array.from(headings, ({ groups }) => anchorOf(groups?.['text'] ?? '')));
}

/** A change's text is put into the specification word for word, so its links are those of the specification. */
const folderOfLinks = (file: string): string =>
  dirname(file).replace(/^openspec\/changes\/.*\/specs\/(?=[^/]+$)/, 'openspec/specs/');

/** @param path - where the link leads, seen from the repository's folder; may end in an anchor */
function linkProblem(root: string, link: string, path: string): string | undefined {
  const [file = '', anchor] = path.split('#');
  const target = join(root, decodeURIComponent(file));
  if (!existsSync(target)) {
    return `The link "${link}" leads to no file.`;
  }
  return anchor !== undefined &&
    target.endsWith('.md') &&
    statSync(target).isFile() &&
    !anchorsOf(target).has(anchor)
    ? `The link "${link}" leads to no heading of that file.`
    : undefined;
}

/** Where a link of a file leads in the repository; nothing for links to elsewhere. */
function targetOf(address: string | undefined, file: string, link: string): string | undefined {
  if (isAbsoluteLink(link)) return linkIntoRepository(address, link);
  return link.startsWith('#') ? `${file}${link}` : join(folderOfLinks(file), link);
}

/** Every link into the repository that leads nowhere. */
export function linkProblems(root: string): Problem[] {
  const address = repositoryAddress(root);
  return trackedFiles(root, '*.md').flatMap(file =>
    markdownLinks(readFileSync(join(root, file), 'utf8')).flatMap(({ link, line }) => {
      const target = targetOf(address, file, link);
      const message = target === undefined ? undefined : linkProblem(root, link, target);
      return message === undefined ? [] : [{ file, line, message }];
    }),
  );
}

if (import.meta.main) {
  report(linkProblems(repositoryRoot));
}
