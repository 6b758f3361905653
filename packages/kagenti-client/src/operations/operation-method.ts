import type { OperationName } from '@rhdh-boost/kagenti-contract';
import type { CallOptions } from '../options/client-options.ts';
import type { BoundCore } from '../sending/call.ts';
import { jsonCall } from '../sending/json-call.ts';
import type { KagentiCall } from '../sending/kagenti-call.ts';
import type { IsOptional, NamedKey } from '../shapes/shape.ts';
import type { DescriptorData, OperationDescriptor } from './operation-descriptor.ts';
import { operationRequest } from './operation-request.ts';

type RequiredKey<P> = {
  [K in NamedKey<P>]-?: IsOptional<P, K> extends true ? never : K;
}[NamedKey<P>];

/** The method of an operation; parameters none of which is required may be left out. */
type Method<P, A> = [RequiredKey<P>] extends [never]
  ? (parameters?: P, options?: CallOptions) => KagentiCall<A>
  : (parameters: P, options?: CallOptions) => KagentiCall<A>;

type MethodOf<D> = D extends OperationDescriptor<infer P, infer A> ? Method<P, A> : never;

/** Makes the methods of a table of operations, by name. */
export function operationMethods<Table>(
  bound: BoundCore,
  table: Table,
): <Name extends keyof Table>(name: Name) => MethodOf<Table[Name]>;
export function operationMethods(
  bound: BoundCore,
  table: Readonly<Record<OperationName, DescriptorData>>,
) {
  return (name: OperationName) =>
    (parameters?: unknown, options?: CallOptions): KagentiCall<unknown> =>
      jsonCall(bound, () => operationRequest(name, table[name], parameters, options));
}
