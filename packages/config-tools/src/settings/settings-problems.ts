import { nearestName } from '@rhdh-boost/config-schema';
import { isAlias, isMap, isNode, isScalar, isSeq, type Node } from 'yaml';
import type { SettingsSchema } from './settings-schema.ts';

/** A mistake in the settings. */
export interface SettingsProblem {
  /** What is wrong, and how to correct it. */
  readonly message: string;
  /** The offset in the file. */
  readonly offset: number;
}

/**
 * Everything in a document that its schema does not accept.
 *
 * @param path - where the node is, for the messages
 */
export function findSettingsProblems(
  node: unknown,
  schema: SettingsSchema,
  path = '',
): SettingsProblem[] {
  const offset = (isNode(node) ? node.range?.[0] : undefined) ?? 0;
  const problem = (message: string) => [{ message: `${path || 'The file'} ${message}`, offset }];
  if (isAlias(node)) return problem('is an alias. Write out what it repeats.');
  switch (schema.type) {
    case 'object':
      return isMap(node)
        ? findInMapping(node, schema, path)
        : problem('must be a mapping: keys with values.');
    case 'array':
      if (!isSeq(node)) return problem('must be a list.');
      if (node.items.length < (schema.minItems ?? 0)) return problem('must not be empty.');
      return node.items.flatMap((item, index) =>
        schema.items === undefined
          ? []
          : findSettingsProblems(item, schema.items, `${path}[${index}]`),
      );
    default:
      return isScalar(node) && isAccepted(node.value, schema)
        ? []
        : problem(`must be ${schema.enum?.join(' or ') ?? wanted[schema.type]}.`);
  }
}

const wanted = {
  string: 'text, and not empty',
  boolean: 'true or false',
  integer: 'a whole number, 0 or more',
} as const;

function isAccepted(value: unknown, schema: SettingsSchema): boolean {
  const { type, minLength = 0, minimum = 0, enum: choices } = schema;
  if (type === 'integer') return Number.isSafeInteger(value) && Number(value) >= minimum;
  if (type === 'string') {
    return (
      typeof value === 'string' && value.length >= minLength && choices?.includes(value) !== false
    );
  }
  return typeof value === type;
}

function findInMapping(
  node: Extract<Node, { items: readonly { key: unknown; value: unknown }[] }>,
  schema: SettingsSchema,
  path: string,
): SettingsProblem[] {
  const { properties = {}, additionalProperties, required = [] } = schema;
  const names = new Set<string>();
  const found = node.items.flatMap(({ key, value }): SettingsProblem[] => {
    const name = isScalar(key) ? String(key.value) : '';
    const offset = (isNode(key) ? key.range?.[0] : undefined) ?? 0;
    const below = path === '' ? name : `${path}.${name}`;
    if (names.has(name)) return [{ message: `${below} is set twice. Keep one of them.`, offset }];
    names.add(name);
    const known = Object.hasOwn(properties, name)
      ? properties[name]
      : additionalProperties || undefined;
    if (known !== undefined) return findSettingsProblems(value, known, below);
    const nearest = nearestName(name, Object.keys(properties));
    const remedy =
      nearest === undefined
        ? `Known settings: ${Object.keys(properties).join(', ')}.`
        : `Did you mean ${nearest}?`;
    return [{ message: `${below} is not a known setting. ${remedy}`, offset }];
  });
  const offset = node.range?.[0] ?? 0;
  const missing = required.filter(name => !names.has(name));
  return [...found, ...missing.map(name => ({ message: `${path}.${name} is missing.`, offset }))];
}
