import type { Problem } from '../problem.ts';
import { problemAt, quotedIn, textOf } from './repository-text.ts';

const TABLE = 'packages/config-schema/schema/fields.json';
const SPECIFICATION = 'openspec/specs/boost-configuration/spec.md';

/** Keys of the registry that no requirement names, and keys that a requirement names and the registry does not have. */
export function fieldProblems(root: string): Problem[] {
  const { fields = {} }: { fields?: object } = JSON.parse(textOf(root, TABLE) || '{}');
  const keys = Object.keys(fields);
  const named = quotedIn(root, 'openspec/specs/*/spec.md');
  const listed = Array.from(
    textOf(root, SPECIFICATION).matchAll(/^ {2}- `(?<key>boost\.[\w.]+)`/gm),
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
          `No requirement names the field ${key}. Name it in ${SPECIFICATION}.`,
        ),
      ),
    ...listed
      .filter(key => !keys.includes(key))
      .map(key =>
        problemAt(
          root,
          SPECIFICATION,
          `\`${key}\``,
          `The registry has no field ${key}. Add it there, or take it out here.`,
        ),
      ),
  ];
}
