import type { Problem } from '../problem.ts';
import { trackedFiles } from '../tracked-files.ts';
import { problemAt, textOf } from './repository-text.ts';

const INDEX = 'specifications/CURRENT.md';

/** Capabilities that the index of what is true today does not have, and those that a change promised and nobody wrote. */
export function capabilityProblems(root: string): Problem[] {
  const specs = trackedFiles(root, 'openspec/specs/*/spec.md');
  const known = new Set(specs.map(file => file.split('/').at(-2) ?? ''));
  const index = textOf(root, INDEX);
  const leftOut = specs
    .filter(file => !index.includes(`](../${file})`))
    .map(file =>
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

/** The names below "Capabilities" of a proposal. */
function capabilitiesIn(proposal: string): string[] {
  const [, section = ''] = /^## Capabilities\n(.*?)(?=^## |(?![^]))/ms.exec(proposal) ?? [];
  return Array.from(section.matchAll(/^- `(?<name>[\w-]+)`/gm), ({ groups }) => groups?.name ?? '');
}
