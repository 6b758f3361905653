import type { Proof } from './proof.ts';

/** Each scenario with the files of the tests that name it, as Markdown. */
export function traceMap(all: readonly Proof[]): string {
  const lines = ['# Traceability: which tests prove which scenario\n'];
  let capability = '';
  let requirement = '';
  for (const { scenario, tests } of all) {
    if (scenario.capability !== capability) {
      capability = scenario.capability;
      requirement = '';
      lines.push(`\n## ${capability} (${scenario.file})\n`);
    }
    if (scenario.requirement !== requirement) {
      requirement = scenario.requirement;
      lines.push(`\n### ${requirement}\n\n`);
    }
    const files = [...new Set(tests.map(({ file }) => file))].sort();
    lines.push(`- line ${scenario.line}, ${scenario.name}: ${files.join(', ') || '**no test**'}\n`);
  }
  return lines.join('');
}
