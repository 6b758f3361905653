import type { ConfigSchema } from './schema.ts';
import { definitionOf, isSchema, partsOf, wrappedSchema } from './schema-structure.ts';

/** The names that a mapping inside a value may have, by its schema; of a choice, those of all. */
export function namesWithin(schema: ConfigSchema, path: readonly PropertyKey[]): string[] {
  const wrapped = wrappedSchema(schema);
  if (wrapped !== undefined) {
    const { out } = definitionOf(schema);
    const ends = isSchema(out) ? [wrapped, out] : [wrapped];
    return [...new Set(ends.flatMap(end => namesWithin(end, path)))];
  }
  const { item, items, rest, properties, others, options, sides } = partsOf(schema);
  const [step, ...below] = path;
  const names = [...options, ...sides].flatMap(part => namesWithin(part, path));
  if (step === undefined) return [...new Set([...names, ...Object.keys(properties)])];
  const own =
    typeof step === 'string' && Object.hasOwn(properties, step) ? properties[step] : others;
  const part = typeof step === 'number' ? (item ?? items[step] ?? rest) : own;
  return isSchema(part) ? [...names, ...namesWithin(part, below)] : names;
}
