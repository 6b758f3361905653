import type { Problem } from '../../common/problem.ts';
import { trackedFiles } from '../../common/tracked-files.ts';
import { specificationTexts } from '../../specs/specification-texts.ts';
import { problemAt, sectionsOf, textOf } from './repository-text.ts';

const INDEX = 'specifications/CURRENT.md';

/** Capabilities that the index of what is true today does not have, and those that a change promised and nobody wrote. */
export function capabilityProblems(root: string): Problem[] {
  const specifications = specificationTexts(root);
  const known = new Set(specifications.map(({ capability }) => capability));
  const index = textOf(root, INDEX);
  const leftOut = specifications
    .filter(({ file }) => !index.includes(`](../${file})`))
    .map(({ file }) =>
      problemAt(
        root,
        INDEX,
        '## Capabilities',
        `No row links to ${file}. Say in one what the capability covers.`,
      ),
    );
  const unwritten = trackedFiles(root, 'openspec/changes/archive/*/proposal.md').flatMap(proposal =>
    capabilitiesIn(textOf(root, proposal))
      .filter(name => !known.has(name))
      .map(name =>
        problemAt(
          root,
          proposal,
          `\`${name}\``,
          `There is no openspec/specs/${name}/spec.md. Write it, or name the capability as it is called today.`,
        ),
      ),
  );
  return [...leftOut, ...unwritten];
}

/** The names below "New Capabilities" and the like of a proposal. */
function capabilitiesIn(proposal: string): string[] {
  return sectionsOf(proposal)
    .filter(({ heading }) => /\bCapabilities$/.test(heading))
    .flatMap(({ text }) =>
      Array.from(text.matchAll(/^- `(?<name>[\w-]+)`/gm), ({ groups }) => groups?.name ?? ''),
    );
}
