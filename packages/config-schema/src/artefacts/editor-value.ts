import { booleanTextPattern, numberTextPattern } from '../environment-value.ts';
import { isMapping } from '../mapping.ts';
import type { JsonSchema } from './field-json-schema.ts';

/** What Backstage fills in while it loads a file; the schema around has the definition. */
export const placeholder: JsonSchema = { $ref: '#/definitions/placeholder' };
/*
 * yaml-language-server would offer a `const`, and null for its type. Each form has its own title, because a hover
 * joins the titles of all forms where nothing distinguishes them.
 */
/** An empty text counts as not set, except in place of a list or mapping. */
export const emptyText: JsonSchema = {
  title: 'Empty text counts as not set',
  type: 'string',
  maxLength: 0,
};
/** How a later file takes away what an earlier one has set. */
export const removal: JsonSchema = {
  title: 'Removes the value of an earlier file',
  not: { not: { type: 'null' } },
};

/**
 * The forms that an editor takes of a value: the value itself, text that is read as one, and
 * inside a list or a mapping placeholders too. One file may have only a part of a mapping.
 */
export function describeForms(value: JsonSchema): JsonSchema[] {
  const { type, anyOf, oneOf, allOf } = value;
  if (Array.isArray(type)) return type.flatMap(each => describeForms({ ...value, type: each }));
  const choices = [anyOf, oneOf].find(Array.isArray);
  if (choices !== undefined) {
    // Where a placeholder stands for what tells the choices apart, several of them fit.
    const { oneOf: _, ...rest } = value;
    return [{ ...rest, anyOf: choices.filter(isMapping).flatMap(describeForms) }];
  }
  switch (type) {
    case 'boolean':
      return [value, { type: 'integer', minimum: 0, maximum: 1 }, booleanText];
    case 'integer':
    case 'number':
      return [value, numberText];
    case 'array':
      return [describeList(value)];
    case 'object':
      return [describeMapping(value)];
    default:
      return Array.isArray(allOf) ? [{ ...value, allOf: allOf.map(describeMember) }] : [value];
  }
}

const booleanText: JsonSchema = {
  type: 'string',
  pattern: booleanTextPattern,
  patternErrorMessage: 'must be true or false',
};
const numberText: JsonSchema = {
  type: 'string',
  pattern: numberTextPattern,
  patternErrorMessage: 'must be a number',
};

function describeList({ items, additionalItems, ...rest }: JsonSchema): JsonSchema {
  return {
    ...rest,
    items: Array.isArray(items) ? items.map(describeItem) : describeItem(items),
    ...(additionalItems === undefined ? {} : { additionalItems: describeItem(additionalItems) }),
  };
}

function describeMapping(mapping: JsonSchema): JsonSchema {
  const { required: _, ...value } = mapping;
  const { properties, additionalProperties } = value;
  return {
    ...value,
    ...(isMapping(properties)
      ? {
          properties: Object.fromEntries(
            Object.entries(properties).map(([name, part]) => [name, describePart(part)]),
          ),
        }
      : {}),
    ...(additionalProperties === undefined
      ? {}
      : { additionalProperties: describePart(additionalProperties) }),
  };
}

function describeMember(member: unknown): unknown {
  return isMapping(member) ? { anyOf: describeForms(member) } : member;
}

/** What takes everything, or nothing, does so with placeholders too. */
function describeItem(item: unknown): unknown {
  return isSaid(item) ? { anyOf: [...describeForms(item), placeholder] } : item;
}

function describePart(part: unknown): unknown {
  return isSaid(part) ? { anyOf: [...describeForms(part), placeholder, removal] } : part;
}

function isSaid(part: unknown): part is JsonSchema {
  return isMapping(part) && Object.keys(part).length > 0;
}
