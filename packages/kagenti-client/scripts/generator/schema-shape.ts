import { type Schema, schemaName } from './contract.ts';
import type { ModelSource } from './model.ts';
import type { ShapeNode } from './shape-node.ts';

/**
 * The shape of a schema of the contract; null beside it is left out, as whatever may be missing may be null.
 *
 * @param source - Contract and overlay.
 * @param group - Overlay to name where something is missing.
 * @param key - Field that the schema is of.
 * @param schema - The schema.
 */
export function schemaShape(
  source: ModelSource,
  group: string,
  key: string,
  schema: Schema,
): ShapeNode {
  const named = schemaName(schema);
  if (named !== undefined) return { kind: 'type', name: typeOfSchema(source, group, named) };
  const [only, ...others] = schema.anyOf?.filter(({ type }) => type !== 'null') ?? [];
  if (only !== undefined && others.length === 0) return schemaShape(source, group, key, only);
  if (schema.const !== undefined) return { kind: 'choice', choices: [schema.const] };
  if (schema.enum !== undefined) return choiceShape(source, key, schema.enum);
  switch (schema.type) {
    case 'string':
      return { kind: 'text' };
    case 'boolean':
      return { kind: 'flag' };
    case 'integer':
      return { kind: 'integer' };
    case 'array':
      return { kind: 'list', item: schemaShape(source, group, key, schema.items ?? {}) };
    case 'object':
      return schema.additionalProperties === undefined
        ? { kind: 'object' }
        : { kind: 'map', item: schemaShape(source, group, key, schema.additionalProperties) };
    case undefined:
      return { kind: 'anything' };
    default:
      source.report(group, `${key} is of the kind ${schema.type}, which the client does not know.`);
      return { kind: 'anything' };
  }
}

function typeOfSchema({ known, report }: ModelSource, group: string, schema: string): string {
  const found = [...known].find(([, { overlay }]) => overlay.of?.includes(schema));
  if (found !== undefined) return found[0];
  report(group, `the schema ${schema} has no type: name one (types.NAME.of: ['${schema}']).`);
  return schema;
}

function choiceShape({ groups }: ModelSource, key: string, choices: readonly string[]): ShapeNode {
  for (const group of Object.values(groups)) {
    const named = group.choices?.[key];
    if (named !== undefined) return { kind: 'type', name: named.name };
  }
  return { kind: 'choice', choices };
}
