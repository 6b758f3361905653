import type { OperationName } from '@rhdh-boost/kagenti-contract';
import { invalidParameter } from '../errors/invalid-parameter.ts';
import type { CallParameters } from '../sending/call.ts';
import type { DescriptorData, Given } from './operation-descriptor.ts';
import { refuseUnknownKeys, wireValue } from './wire-value.ts';

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
