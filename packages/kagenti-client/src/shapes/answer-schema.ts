import { z } from 'zod';
import type { ShapeData } from './shape.ts';

const schemas = new WeakMap<ShapeData, z.ZodType>();

/**
 * The schema of a shape: what is required must be there, all else may be missing or null, and keys that
 * nobody knows are let through. Made when it is first asked for, and kept.
 */
export function answerSchema(shape: ShapeData): z.ZodType {
  const known = schemas.get(shape);
  if (known !== undefined) return known;
  const schema = makeSchema(shape);
  schemas.set(shape, schema);
  return schema;
}

function makeSchema(shape: ShapeData): z.ZodType {
  switch (shape.kind) {
    case 'flag':
      return z.boolean();
    case 'integer':
      return z.int();
    case 'object':
      return z.record(z.string(), z.unknown());
    case 'anything':
      return z.nonoptional(z.unknown());
    case 'list':
      return z.array(answerSchema(shape.item));
    case 'map':
      return z.record(z.string(), answerSchema(shape.item));
    case 'fields':
      return z.looseObject(
        Object.fromEntries(
          Object.entries(shape.fields).map(([key, field]) => {
            const schema = answerSchema(field.shape);
            return [field.wireName ?? key, field.required ? schema : schema.nullish()];
          }),
        ),
      );
    // Text, and choices too: one that is new is no drift, for callers meet it as text.
    default:
      return z.string();
  }
}
