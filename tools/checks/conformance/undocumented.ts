import type { Problem } from '../../common/problem.ts';
import { trackedFiles } from '../../common/tracked-files.ts';
import { linesOf } from './repository-text.ts';

/**
 * What is exported without a docstring, by the API reports. The documentation check has it in fewer cases: it knows
 * no line, and takes the docstring of an overridden member or of the first overload for all.
 */
export function undocumentedProblems(root: string): Problem[] {
  return trackedFiles(root, 'packages/*/report*.api.md').flatMap(file => {
    const lines = linesOf(root, file);
    return lines.flatMap((text, index) => {
      if (!/^ *\/\/ .*\(undocumented\)$/.test(text)) return [];
      const declaration = (lines[index + 1] ?? '').trim();
      const message = `"${declaration}" has no docstring. Write one where it is declared, and run \`npm run api\`.`;
      return [{ file, line: index + 2, message }];
    });
  });
}
