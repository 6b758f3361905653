import { isMapping } from '../mapping.ts';
import type { JsonSchema } from './field-json-schema.ts';

/** What a JSON Schema describes, as a TypeScript type on one line. */
export function writeType(schema: JsonSchema): string {
  const { type, enum: choices, const: only, anyOf, items, properties } = schema;
  if (Array.isArray(choices)) return union(choices.map(writeLiteral));
  if (only !== undefined) return writeLiteral(only);
  if (Array.isArray(anyOf)) return union(anyOf.map(writeType));
  if (Array.isArray(type)) return union(type.map(each => writeType({ ...schema, type: each })));
  switch (type) {
    case 'array':
      return isMapping(items) ? writeList(writeType(items)) : 'unknown[]';
    case 'object':
      return isMapping(properties) ? writeObject(properties, schema['required']) : 'object';
    case 'integer':
      return 'number';
    default:
      return typeof type === 'string' ? type : 'unknown';
  }
}

/** A name as it stands in a type: quoted where it is no identifier. */
export function writeName(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : writeLiteral(name);
}

function writeObject(properties: JsonSchema, required: unknown): string {
  const members = Object.entries(properties).map(([name, value]) => {
    const mark = Array.isArray(required) && required.includes(name) ? '' : '?';
    return `${writeName(name)}${mark}: ${isMapping(value) ? writeType(value) : 'unknown'}`;
  });
  return `{ ${members.join('; ')} }`;
}

function writeList(item: string): string {
  return item.includes(' ') ? `(${item})[]` : `${item}[]`;
}

function union(types: readonly string[]): string {
  return [...new Set(types)].join(' | ');
}

function writeLiteral(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  return `'${JSON.stringify(value).slice(1, -1).replaceAll(String.raw`\"`, '"').replaceAll("'", String.raw`\'`)}'`;
}
