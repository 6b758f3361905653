import { type CompatLevel, compatRules } from '../src/compat/compat-rules.ts';
import { versionSteps } from '../src/compat/wanted-steps.ts';

/** What stands above the rules of a step. */
const sections: Readonly<Record<CompatLevel, string>> = {
  major:
    '## Breaking\nBefore 1.0 they want a minor step of the version, from 1.0 on a major one. A reviewer asks: who has such a value, and what brings it over?',
  minor: '## Something new\nBefore 1.0 they want a patch step, from 1.0 on a minor one.',
  patch: '## Words alone\nThey want a patch step.',
};

/** `docs/configuration-changes.md`: every rule of `boost-config compat`, the breaking ones first. */
export function rulesPage(): string {
  const parts = versionSteps.toReversed().map(step => {
    const rows = Object.entries(compatRules)
      .filter(([, { level }]) => level === step)
      // A viewer takes a word between angle brackets for HTML, and hides it.
      .map(([name, { reason }]) => `| \`${name}\` | ${reason.replaceAll(/<\w+>/g, '`$&`')} |`);
    return [sections[step], '', '| rule | why |', '|---|---|', ...rows].join('\n');
  });
  return `# Which change to a field breaks what
The rules by which \`boost-config compat\` judges a difference between two versions of the fields, and \`npm run check:compat\` asks for the changeset that fits. Made by \`npm run generate\` from the code that judges; what must hold is in [configuration-compatibility](../openspec/specs/configuration-compatibility/spec.md).

${parts.join('\n\n')}
`;
}
