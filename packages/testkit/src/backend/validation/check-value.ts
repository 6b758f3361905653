import { isRecord } from '../../is-record.ts';
import { checkBoolean, checkInteger, checkString, type Report } from './check-scalar.ts';
import type { Problem } from './problem.ts';
import { resolve, type Schema } from './schema.ts';

/** Where a value stands in the request: `['body', 'envVars', 0, 'name']`. */
type Location = readonly (string | number)[];

/**
 * Checks a value against a schema as the real backend's validation does, leniently: text that reads as
 * a number or a boolean is taken for one, and unknown fields are dropped.
 *
 * @param problems What is wrong is added here.
 * @returns The value as the operation gets it, with the schema's defaults.
 */
export function checkValue(
  value: unknown,
  schema: Schema,
  location: Location,
  problems: Problem[],
): unknown {
  const resolved = resolve(schema);
  if (resolved.anyOf !== undefined) {
    const present = resolved.anyOf.find(({ type }) => type !== 'null');
    return value === null || present === undefined
      ? null
      : checkValue(value, present, location, problems);
  }
  const report = (type: string, msg: string, ctx?: Record<string, unknown>) => {
    problems.push({ type, loc: location, msg, input: value, ...(ctx && { ctx }) });
    return value;
  };
  const choices = resolved.const === undefined ? resolved.enum : [resolved.const];
  if (choices !== undefined) {
    return choices.some(allowed => allowed === value)
      ? value
      : report('literal_error', ...literalMessage(choices));
  }
  switch (resolved.type) {
    case 'string':
      return checkString(value, resolved, report);
    case 'integer':
      return checkInteger(value, resolved, report);
    case 'boolean':
      return checkBoolean(value, report);
    case 'array':
      return Array.isArray(value)
        ? value.map((item, index) =>
            checkValue(item, resolved.items ?? {}, [...location, index], problems),
          )
        : report('list_type', 'Input should be a valid list');
    case 'object':
      return checkObject(value, resolved, location, problems, report);
    default:
      return value;
  }
}

function checkObject(
  value: unknown,
  schema: Schema,
  location: Location,
  problems: Problem[],
  report: Report,
): unknown {
  if (schema.properties === undefined) {
    return isRecord(value)
      ? checkMap(value, schema, location, problems)
      : report('dict_type', 'Input should be a valid dictionary');
  }
  if (!isRecord(value)) {
    return report(
      'model_attributes_type',
      'Input should be a valid dictionary or object to extract fields from',
    );
  }
  const result: Record<string, unknown> = {};
  for (const [name, property] of Object.entries(schema.properties)) {
    const place = [...location, name];
    if (Object.hasOwn(value, name)) {
      result[name] = checkValue(value[name], property, place, problems);
    } else if (schema.required?.includes(name)) {
      problems.push({ type: 'missing', loc: place, msg: 'Field required', input: value });
    } else if (property.default !== undefined) {
      result[name] = property.default;
    }
  }
  return result;
}

function checkMap(
  value: Readonly<Record<string, unknown>>,
  { additionalProperties: item }: Schema,
  location: Location,
  problems: Problem[],
): Readonly<Record<string, unknown>> {
  if (typeof item !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [
      name,
      checkValue(field, item, [...location, name], problems),
    ]),
  );
}

function literalMessage(allowed: readonly string[]): [string, Record<string, unknown>] {
  const quoted = allowed.map(word => `'${word}'`);
  const last = quoted.at(-1) ?? '';
  const expected = quoted.length > 1 ? `${quoted.slice(0, -1).join(', ')} or ${last}` : last;
  return [`Input should be ${expected}`, { expected }];
}
