import { nearestOption } from '@rhdh-boost/internal/nearest-name';
import { isRecord } from '../is-record.ts';
import type { FieldsData, ShapeData } from '../shapes/shape.ts';
import { checkGivenNames } from './check-given-names.ts';
import { printableKey } from './invalid-parameter.ts';

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
export function wireValue(shape: ShapeData, value: unknown, path: string, refuse: Refuse): unknown {
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
export function refuseUnknownKeys(
  names: readonly string[],
  value: Readonly<Record<string, unknown>>,
  path: string,
  refuse: Refuse,
): void {
  for (const key of Object.keys(value)) {
    if (names.includes(key)) continue;
    const meant = nearestOption(key, names);
    throw refuse(
      `there is no parameter ${path === '' ? '' : `${path}.`}${printableKey(key)}` +
        (meant === undefined ? '' : `; ${meant} may be meant`),
    );
  }
}
