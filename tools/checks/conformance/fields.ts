import type { Problem } from '../../common/problem.ts';
import { parseRequirements } from '../../specs/requirements.ts';
import { parseScenarios } from '../../specs/scenarios.ts';
import { problemAt, quotedIn, textOf } from './repository-text.ts';

const TABLE = 'packages/config-schema/schema/fields.json';
const SPECIFICATION = 'openspec/specs/boost-configuration/spec.md';

/** The keys that a requirement's own text or one of its scenarios names. What stands elsewhere promises nothing. */
function namedIn(specification: string): ReadonlySet<string> {
  return new Set([
    ...parseRequirements(specification).flatMap(({ text }) => quotedIn(text)),
    ...parseScenarios(SPECIFICATION, 'boost-configuration', specification).flatMap(({ body }) =>
      quotedIn(body),
    ),
  ]);
}

/** Keys of the registry that no requirement names, and keys that a requirement names and the registry does not have. */
export function fieldProblems(root: string): Problem[] {
  const { fields = {} }: { fields?: object } = JSON.parse(textOf(root, TABLE) || '{}');
  const keys = Object.keys(fields);
  const specification = textOf(root, SPECIFICATION);
  const named = namedIn(specification);
  const listed = Array.from(
    specification.matchAll(/^(?: {2}- |\| )`(?<key>boost\.[\w.]+)`/gm),
    match => match[1] ?? '',
  );
  return [
    ...keys
      .filter(key => !named.has(key))
      .map(key =>
        problemAt(
          root,
          TABLE,
          `"${key}"`,
          `No requirement names the field ${key}. Name it in a requirement or scenario of ${SPECIFICATION}.`,
        ),
      ),
    ...listed
      .filter(key => !keys.includes(key))
      .map(key =>
        problemAt(
          root,
          SPECIFICATION,
          `\`${key}\``,
          `The registry has no field ${key}. Add it in packages/config-schema/src/fields and run \`npm run generate\`, or remove it here.`,
        ),
      ),
  ];
}
