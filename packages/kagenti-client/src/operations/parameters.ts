import { nearestOption } from '@rhdh-boost/internal/nearest-name';
import type { OperationName } from '@rhdh-boost/kagenti-contract';
import { invalidParameter, printableKey } from '../errors/invalid-parameter.ts';
import { isRecord } from '../is-record.ts';
import type { CallParameters } from '../sending/call-request.ts';
import { nameProblem } from '../shapes/name-rule.ts';
import type { FieldsData, ShapeData } from '../shapes/shape.ts';
import type { DescriptorData, Given } from './operation-descriptor.ts';

/**
 * Sorts parameters by where they go, under their names there. An operation that takes a body gets one
 * even where nothing was given for it. Null stands for nothing, but for a session: there it is a mistake
 * that would start another one.
 *
 * @param operation - Operation that is called.
 * @param descriptor - What is known of it.
 * @param given - What the caller gave.
 * @throws KagentiError `invalid_parameter` for one that is missing, unknown or of another kind.
 */
export function sortParameters(
  operation: OperationName,
  { parameters, problem, textBody }: DescriptorData,
  given: Given,
): CallParameters {
  const refuse = (rule: string): Error => invalidParameter(operation, rule);
  refuseUnknownKeys(Object.keys(parameters), given, '', refuse);
  const rule = problem?.(given);
  if (rule !== undefined) throw refuse(rule);
  const sorted: Record<'path' | 'query' | 'body', Record<string, unknown>> = {
    path: {},
    query: {},
    body: {},
  };
  let hasBody = false;
  for (const [key, { shape, required, wireName = key, in: part }] of Object.entries(parameters)) {
    hasBody ||= part === 'body';
    const value = shape.kind === 'session' ? given[key] : (given[key] ?? undefined);
    if ((value === undefined && required) || isEmptyTarget(key, value)) {
      throw refuse(`the parameter ${key} is missing`);
    }
    if (value !== undefined) sorted[part][wireName] = wireValue(shape, value, key, refuse);
  }
  const { path, query, body } = sorted;
  if (textBody !== undefined) return { path, query, text: String(body[textBody]) };
  return hasBody ? { path, query, body } : { path, query };
}

/** No namespace and nothing in one has an empty name; Kubernetes takes that for all of them. */
export function isEmptyTarget(key: string, value: unknown): boolean {
  return value === '' && (key === 'namespace' || key === 'name');
}

/** Makes the error of a value that cannot be sent; told where it is and what is wrong with it. */
export type Refuse = (rule: string) => Error;

/**
 * The value as it is sent: of the right kind, its keys by their names on the wire. Null stands for
 * nothing, as in the contract: it is left out, and so is undefined.
 *
 * Keys that nobody knows are refused: the backend ignores them without a word, and a misspelt one would be lost.
 *
 * @param shape - What it must look like.
 * @param value - What the caller gave.
 * @param path - Where it is: `envVars.0.name`.
 * @param refuse - Makes the error.
 */
function wireValue(shape: ShapeData, value: unknown, path: string, refuse: Refuse): unknown {
  const wrong = (what: string): Error => refuse(`the parameter ${path} is ${what}`);
  switch (shape.kind) {
    case 'text':
      if (typeof value !== 'string') throw wrong('not text');
      checkGivenNames(shape, value, path, refuse);
      return value;
    case 'flag':
      if (typeof value !== 'boolean') throw wrong('neither true nor false');
      return value;
    case 'integer':
      if (!Number.isSafeInteger(value)) throw wrong('not a whole number');
      return value;
    case 'choice':
      if (typeof value !== 'string' || !shape.choices.includes(value)) {
        throw wrong(`none of ${shape.choices.join(', ')}`);
      }
      return value;
    case 'list':
      if (!Array.isArray(value)) throw wrong('not a list');
      return value.map((item, index) => wireValue(shape.item, item, `${path}.${index}`, refuse));
    case 'map':
      if (!isRecord(value)) throw wrong('not an object');
      return Object.fromEntries(
        Object.entries(value).map(([key, item]) => [
          key,
          wireValue(shape.item, item, `${path}.${printableKey(key)}`, refuse),
        ]),
      );
    case 'fields':
      if (!isRecord(value)) throw wrong('not an object');
      return wireFields(shape.fields, value, path, refuse);
    case 'object':
      if (!isRecord(value)) throw wrong('not an object');
      return value;
    default:
      return value;
  }
}

function wireFields(
  fields: FieldsData,
  value: Readonly<Record<string, unknown>>,
  path: string,
  refuse: Refuse,
): Record<string, unknown> {
  refuseUnknownKeys(Object.keys(fields), value, path, refuse);
  const sent: Record<string, unknown> = {};
  for (const [key, { shape, required, wireName = key }] of Object.entries(fields)) {
    const item = value[key] ?? undefined;
    if (item === undefined && required) throw refuse(`the parameter ${path}.${key} is missing`);
    if (item !== undefined) sent[wireName] = wireValue(shape, item, `${path}.${key}`, refuse);
  }
  return sent;
}

/** Refuses a key that is none of the names, and says which was probably meant. */
function refuseUnknownKeys(
  names: readonly string[],
  value: Readonly<Record<string, unknown>>,
  path: string,
  refuse: Refuse,
): void {
  for (const key of Object.keys(value)) {
    if (names.includes(key)) continue;
    const meant = nearestOption(key, names);
    throw refuse(
      `unknown parameter ${path === '' ? '' : `${path}.`}${printableKey(key)}` +
        (meant === undefined ? '. ' : `; did you mean ${meant}? `) +
        'To send one that this client does not know yet, use request()',
    );
  }
}

/**
 * Refuses the names in a value that was written by hand, and nothing else in it: of another kind, or
 * unknown, it is the server's to judge.
 *
 * @param shape - What it should look like.
 * @param value - The value, by its names on the wire.
 * @param path - Where it is, for the error.
 * @param refuse - Makes the error.
 */
export function checkGivenNames(
  shape: ShapeData,
  value: unknown,
  path: string,
  refuse: Refuse,
): void {
  if (shape.kind === 'text' && shape.name !== undefined && typeof value === 'string') {
    const problem = nameProblem(shape.name.form, value);
    if (problem !== undefined) throw refuse(`the parameter ${path} is ${problem}`);
  }
  if (shape.kind === 'list' && Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      checkGivenNames(shape.item, item, `${path}.${index}`, refuse);
    }
  }
  if (shape.kind === 'fields' && isRecord(value)) {
    for (const [key, { shape: inner, wireName = key }] of Object.entries(shape.fields)) {
      checkGivenNames(inner, value[wireName], `${path}.${key}`, refuse);
    }
  }
}
