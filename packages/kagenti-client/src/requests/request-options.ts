import type { Permission } from '@rhdh-boost/kagenti-contract';
import type { CallOptions } from '../options/client-options.ts';
import { callOptionNames } from '../sending/call-options.ts';

/** Values of a query, by name; what is undefined is left out. */
export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

/** What a `request` may be given. */
export interface RequestOptions extends CallOptions {
  /** The query, by the names that the server knows. */
  readonly query?: Query;
  /** The body, as it is to be written as JSON, with the keys that the server knows. */
  readonly body?: unknown;
  /**
   * Backstage permission that the path needs. Required where the client has an `authorize` and the contract
   * does not have the path; for a path of the contract, its table decides.
   */
  readonly permission?: Permission;
  /**
   * Namespace that the path touches, null for none. Required where the client may use some namespaces only
   * and the contract does not have the path; for a path of the contract, the request itself says it.
   */
  readonly namespace?: string | null;
}

/** Their names. */
export const requestOptionNames = {
  ...callOptionNames,
  query: true,
  body: true,
  permission: true,
  namespace: true,
} satisfies Record<keyof RequestOptions, true>;
