// Relative links of Markdown files lead to a file that exists, and to a heading of it.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { anchorOf } from '../common/anchor.ts';
import { lineAt, type Problem, report, repositoryRoot } from '../common/problem.ts';
import { trackedFiles } from '../common/tracked-files.ts';

/** Code holds no links; its lines stay, so that line numbers stay right. */
function withoutCode(text: string): string {
  return text
    .replaceAll(/^ *(```+|~~~+)[^\n]*\n[\s\S]*?^ *\1`* *$/gm, code =>
      code.replaceAll(/[^\n]/g, ' '),
    )
    .replaceAll(/`[^`\n]*`/g, code => ' '.repeat(code.length));
}

/** The anchors that a Markdown viewer makes of the headings. */
function anchorsOf(file: string): Set<string> {
  const headings = readFileSync(file, 'utf8').matchAll(/^#{1,6} +(?<text>.+?) *$/gm);
  return new Set(Array.from(headings, ({ groups }) => anchorOf(groups?.text ?? '')));
}

/** A change's text is put into the specification word for word, so its links are those of the specification. */
const folderOfLinks = (file: string): string =>
  dirname(file).replace(/^openspec\/changes\/.*\/specs\/(?=[^/]+$)/, 'openspec/specs/');

function linkProblem(root: string, file: string, link: string): string | undefined {
  const [path = '', anchor] = link.split('#');
  const target = join(
    root,
    path === '' ? file : join(folderOfLinks(file), decodeURIComponent(path)),
  );
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

/** Every relative link that leads nowhere. */
export function linkProblems(root: string): Problem[] {
  return trackedFiles(root, '*.md').flatMap(file => {
    const text = withoutCode(readFileSync(join(root, file), 'utf8'));
    return Array.from(text.matchAll(/\]\(<?(?<link>[^)\s>]+)>?(?: "[^"]*")?\)/g)).flatMap(
      ({ groups, index }) => {
        const link = groups?.link ?? '';
        const message = /^[a-z][a-z+.-]*:/i.test(link) ? undefined : linkProblem(root, file, link);
        return message === undefined ? [] : [{ file, line: lineAt(text, index), message }];
      },
    );
  });
}

if (import.meta.main) {
  report(linkProblems(repositoryRoot));
}
