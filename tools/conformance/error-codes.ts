import { dirname, join } from 'node:path';
import type { Problem } from '../problem.ts';
import { trackedFiles } from '../tracked-files.ts';
import { problemAt, quotedIn, textOf } from './repository-text.ts';

/** Public types that list codes, by the name that they end in. */
const CODES = /^export type (?<type>\w+Code) =(?<union>[^;]+);/gm;

/** Codes of the public API that neither the package's README nor a page of `docs` explains. */
export function errorCodeProblems(root: string): Problem[] {
  return trackedFiles(root, 'packages/*/report*.api.md').flatMap(report => {
    const readme = join(dirname(report), 'README.md');
    const explained = quotedIn(root, readme, 'docs/*.md');
    return Array.from(textOf(root, report).matchAll(CODES)).flatMap(({ groups }) =>
      Array.from((groups?.union ?? '').matchAll(/'(?<code>[^']+)'/g), match => match[1] ?? '')
        .filter(code => !explained.has(code))
        .map(code =>
          problemAt(
            root,
            report,
            `type ${groups?.type} =`,
            `No document explains the code ${code} of ${groups?.type}. Say in ${readme} what it means and what to do.`,
          ),
        ),
    );
  });
}
