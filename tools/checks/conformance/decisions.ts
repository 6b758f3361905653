import type { Problem } from '../../common/problem.ts';
import { trackedFiles } from '../../common/tracked-files.ts';
import { sectionsOf, textOf } from './repository-text.ts';

/** Decisions of archived changes that do not say what else was thought of. */
export function decisionProblems(root: string): Problem[] {
  return trackedFiles(root, 'openspec/changes/archive/*/design.md').flatMap(file =>
    sectionsOf(textOf(root, file))
      .filter(({ heading, text }) => /^### \d+\. /.test(heading) && !/\bAlternatives?\b/.test(text))
      .map(({ heading, line }) => ({
        file,
        line,
        message: `The decision "${heading.slice('### '.length)}" has no alternative. Say after "*Alternative:*" what else was thought of, and why not that.`,
      })),
  );
}
