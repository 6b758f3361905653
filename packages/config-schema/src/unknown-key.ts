import { descendants, type FieldLeaf, type FieldSection } from './field-tree.ts';
import { formatConfigPath } from './path.ts';
import type { BoostConfigProblem } from './problem.ts';
import { nearestName, normalizeName } from './suggestion.ts';

/** Says that a section has no such key, and what was probably meant. */
export function describeUnknownKey(
  root: FieldSection,
  section: FieldSection,
  name: string,
): BoostConfigProblem {
  return {
    path: formatConfigPath([...section.key.split('.'), name]),
    code: 'unknown_key',
    message: 'is not a known key',
    hint: suggest(root, section, name),
  };
}

function suggest(root: FieldSection, section: FieldSection, name: string): string {
  if (name === '<<') return 'Backstage does not merge "<<": write the keys out.';
  const near = nearestName(name, namesIn(section));
  if (near !== undefined) return `Did you mean ${section.key}.${near}?`;
  const elsewhere = [...descendants(root)].filter(
    child =>
      isForAppConfig(child) &&
      normalizeName(child.key.slice(child.key.lastIndexOf('.') + 1)) === normalizeName(name),
  );
  const [only] = elsewhere;
  if (only !== undefined && elsewhere.length === 1) return `Did you mean ${only.key}?`;
  return `${section.key} takes: ${namesIn(section).join(', ')}.`;
}

/** The names that app-config may have in a section. */
export function namesIn(section: FieldSection): string[] {
  return [...section.children].filter(([, child]) => isForAppConfig(child)).map(([name]) => name);
}

/** What is kept in the database alone is not for app-config. */
function isForAppConfig(child: FieldLeaf | FieldSection): boolean {
  return child.kind === 'section' || child.field.configScope !== 'db-only';
}
