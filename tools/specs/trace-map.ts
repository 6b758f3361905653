import { anchorOf } from '../common/anchor.ts';
import type { Proof } from './proof.ts';

const INTRODUCTION = `# Traceability

Which tests prove which scenario. Made by \`npm run specs\` from the scenarios in \`specs/\` and the report of the last test run; not to be edited by hand.
`;

/** \`openspec/TRACEABILITY.md\`: each scenario with the files of the tests that name it. */
export function traceMap(all: readonly Proof[]): string {
  const lines = [INTRODUCTION];
  let capability = '';
  let requirement = '';
  for (const { scenario, tests } of all) {
    if (scenario.capability !== capability) {
      capability = scenario.capability;
      requirement = '';
      lines.push(`\n## [${capability}](specs/${capability}/spec.md)\n`);
    }
    if (scenario.requirement !== requirement) {
      requirement = scenario.requirement;
      lines.push(`\n### ${requirement}\n\n`);
    }
    const place = `specs/${capability}/spec.md#${anchorOf(`Scenario: ${scenario.name}`)}`;
    const files = [...new Set(tests.map(({ file }) => file))].sort();
    lines.push(
      `- [${scenario.name}](${place}): ${files.map(file => `[${file}](../${file})`).join(', ') || '**no test**'}\n`,
    );
  }
  return lines.join('');
}
