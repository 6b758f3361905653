import { type OperationName, operationByName } from '@rhdh-boost/kagenti-contract';
import { everyNamespace } from '../access/permission.ts';
import { invalidParameter } from '../errors/invalid-parameter.ts';
import { isRecord } from '../is-record.ts';
import { checkNames, type OptionNames } from '../options/check-names.ts';
import type { CallOptions } from '../options/client-options.ts';
import { callOptionNames } from '../sending/call-options.ts';
import type { BoundCore, CallRequest, CallTarget } from '../sending/call-request.ts';
import { jsonCall, type KagentiCall } from '../sending/kagenti-call.ts';
import { resourceName } from '../shapes/name-rule.ts';
import type { IsOptional, NamedKey } from '../shapes/shape.ts';
import type {
  DescriptorData,
  DescriptorTable,
  Given,
  OperationDescriptor,
} from './operation-descriptor.ts';
import { sortParameters } from './parameters.ts';

type RequiredKey<P> = {
  [K in NamedKey<P>]-?: IsOptional<P, K> extends true ? never : K;
}[NamedKey<P>];

/** The method of an operation; parameters none of which is required may be left out. */
type Method<P, A> = [RequiredKey<P>] extends [never]
  ? (parameters?: P, options?: CallOptions) => KagentiCall<A>
  : (parameters: P, options?: CallOptions) => KagentiCall<A>;

type MethodOf<D> = D extends OperationDescriptor<infer P, infer A> ? Method<P, A> : never;

type LastWord<Name> = Name extends `${string}.${infer Rest}` ? LastWord<Rest> : Name;

/** The methods of a table of operations, each by the last word of its name. */
type MethodsOf<Table> = {
  readonly [Name in keyof Table as LastWord<Name & string>]: MethodOf<Table[Name]>;
};

/** Binds the operations of a table to a caller. */
export function operationMethods<Table>(bound: BoundCore, table: Table): MethodsOf<Table>;
export function operationMethods(bound: BoundCore, table: DescriptorTable) {
  const methods: Record<string, Method<unknown, unknown>> = {};
  for (const [name, descriptor] of entriesOf(table)) {
    methods[name.slice(name.lastIndexOf('.') + 1)] = (parameters, options) =>
      jsonCall(bound, () => operationRequest(name, descriptor, parameters, options));
  }
  return methods;
}

function entriesOf(table: DescriptorTable): readonly (readonly [OperationName, DescriptorData])[];
function entriesOf(table: object): readonly (readonly [string, unknown])[] {
  return Object.entries(table);
}

/**
 * The request of a method: its parameters are those of the moment in which it is called. What is wrong with
 * them refuses the call once it is started, so that the audit log has it.
 */
export function operationRequest(
  name: OperationName,
  descriptor: DescriptorData,
  parameters: unknown = {},
  options: CallOptions = {},
  optionNames: OptionNames = callOptionNames,
): CallRequest {
  const given: Given = isRecord(parameters) ? { ...parameters } : {};
  const operation = operationByName(name);
  const request = { operation, descriptor, given, target: callTarget(descriptor, given), options };
  try {
    checkNames(options, optionNames, '', rule => invalidParameter(name, rule));
    if (!isRecord(parameters)) throw invalidParameter(name, 'parameters are given as an object');
    return { ...request, sent: sortParameters(name, descriptor, given) };
  } catch (refusal) {
    return { ...request, sent: { refusal } };
  }
}

/**
 * What a call is about, wherever in the request that stands. What is not text is left out here: the call
 * is refused for it later.
 */
export function callTarget(descriptor: DescriptorData, given: Given): CallTarget {
  const namespace = reachesEveryNamespace(descriptor, given)
    ? everyNamespace
    : (textOf(given.namespace) ?? descriptor.defaultNamespace);
  const name = nameOf(descriptor, given);
  const target: { namespace?: string; name?: string } = {};
  if (namespace !== undefined) target.namespace = namespace;
  if (name !== undefined) target.name = name;
  return target;
}

/** The name that Kagenti acts on: of a display name, the resource name that it makes of it. */
function nameOf({ parameters }: DescriptorData, given: Given): string | undefined {
  const name = textOf(given.name);
  const shape = parameters.name?.shape;
  const isDisplayed = shape?.kind === 'text' && shape.name?.form === 'display';
  return isDisplayed && name !== undefined ? resourceName(name) || undefined : name;
}

/** Anything but a plain no counts as a yes: from a path's query it may be any word. */
function reachesEveryNamespace(
  { everyNamespace: always, parameters }: DescriptorData,
  { allNamespaces = false }: Given,
): boolean {
  if (always === true) return true;
  if (!Object.hasOwn(parameters, 'allNamespaces')) return false;
  return allNamespaces !== false && allNamespaces !== 'false' && allNamespaces !== null;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
