import type { OperationName } from '@rhdh-boost/kagenti-contract';
import { invalidParameter } from '../errors/invalid-parameter.ts';
import { isRecord } from '../is-record.ts';
import type { DescriptorData, Given } from '../operations/operation-descriptor.ts';
import { checkGivenNames, isEmptyTarget } from '../operations/parameters.ts';
import type { CallParameters } from '../sending/call-request.ts';

/** The parameters of an operation, by their own names, out of a request that was written by hand. */
export function givenInRequest(descriptor: DescriptorData, sent: CallParameters): Given {
  return Object.fromEntries(
    Object.entries(descriptor.parameters).map(([key, { in: part, wireName = key, shape }]) => {
      const place = sent[part];
      const value = isRecord(place) ? place[wireName] : undefined;
      if (key === descriptor.textBody) return [key, sent.text];
      return [key, part === 'query' && shape.kind === 'flag' ? flagOf(value) : value];
    }),
  );
}

function flagOf(value: unknown): unknown {
  if (value === 'true') return true;
  return value === 'false' ? false : value;
}

/**
 * Refuses a request by hand whose namespace or name the rules cannot read, or with a name that becomes a host
 * or a Kubernetes name and may not. All else is the server's to judge: the request may be for a newer one.
 */
export function refuseUnclearTarget(
  operation: OperationName,
  { parameters, problem, textBody }: DescriptorData,
  given: Given,
  body: unknown,
): void {
  if (textBody !== undefined && body !== undefined && typeof body !== 'string') {
    throw invalidParameter(operation, 'its body is not text');
  }
  const places = Object.values(parameters);
  if (
    textBody === undefined &&
    places.some(place => place.in === 'body') &&
    body !== undefined &&
    !isRecord(body)
  ) {
    throw invalidParameter(operation, 'its body is not an object');
  }
  for (const key of ['namespace', 'name']) {
    const value = given[key] ?? undefined;
    if (value !== undefined && typeof value !== 'string') {
      throw invalidParameter(operation, `the parameter ${key} is not text`);
    }
    const isMissing = value === undefined && parameters[key]?.required === true;
    if (isMissing || isEmptyTarget(key, value)) {
      throw invalidParameter(operation, `the parameter ${key} is missing`);
    }
  }
  const refuse = (rule: string): Error => invalidParameter(operation, rule);
  for (const [key, { shape }] of Object.entries(parameters)) {
    checkGivenNames(shape, given[key], key, refuse);
  }
  const rule = problem?.(given);
  if (rule !== undefined) throw invalidParameter(operation, rule);
}
