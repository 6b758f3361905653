import { z } from 'zod';
import type { ConfigSchema } from '../schema.ts';
import { definitionOf, schemaKind } from '../schema-structure.ts';
import { findSchemasWithin } from '../schemas-within.ts';
import { isZodFour } from './field-json-schema.ts';
import { isCodedFormat } from './value-definition.ts';

/** Kinds of schemas that are code: Zod 3 wraps each refinement and transform into effects. */
const codeKinds = new Set(['custom', 'effects', 'transform']);
/** Checks that are code, or change the value before the next one sees it. */
const codeChecks = new Set(['custom', 'overwrite', 'trim', 'toLowerCase', 'toUpperCase']);

/** Keywords by which the author of a check says as JSON Schema what it takes. */
const sayingKeywords = new Set(
  [
    'type enum const format pattern minLength maxLength multipleOf',
    'minimum maximum exclusiveMinimum exclusiveMaximum minItems maxItems uniqueItems',
    'minProperties maxProperties propertyNames required not allOf anyOf oneOf',
  ].flatMap(keywords => keywords.split(' ')),
);

/**
 * Whether a schema, or a part of it, judges or changes values by code of which its JSON Schema says
 * nothing. Where the metadata of a part has keywords that judge, its author has said it with them.
 */
export function hasUndescribedCode(schema: ConfigSchema): boolean {
  const { schemas } = findSchemasWithin(schema);
  const described = new Set([...schemas].filter(isDescribed).flatMap(part => checksOf(part)));
  return [...schemas].some(
    part =>
      !isDescribed(part) &&
      !described.has(part) &&
      (isCodeItself(part) || checksOf(part).some(isCode)),
  );
}

/** A codec has its functions in its definition, and so has a format that is no expression. */
function isCodeItself(schema: ConfigSchema): boolean {
  const definition = definitionOf(schema);
  return (
    codeKinds.has(schemaKind(schema)) ||
    typeof definition['transform'] === 'function' ||
    isCodedFormat(definition)
  );
}

function isDescribed(schema: ConfigSchema): boolean {
  const metadata = isZodFour(schema) ? z.globalRegistry.get(schema) : undefined;
  return Object.keys(metadata ?? {}).some(keyword => sayingKeywords.has(keyword));
}

function checksOf(schema: ConfigSchema): object[] {
  const { checks } = definitionOf(schema);
  return Array.isArray(checks)
    ? checks.filter(check => typeof check === 'object' && check !== null)
    : [];
}

/** Zod 3 keeps a check as its definition. */
function isCode(check: object): boolean {
  const definition = definitionOf(check);
  const { check: name = Reflect.get(check, 'kind') } = definition;
  return (typeof name === 'string' && codeChecks.has(name)) || isCodedFormat(definition);
}
