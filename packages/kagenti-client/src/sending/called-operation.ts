import type { FeatureFlag, OperationName, Permission } from '@rhdh-boost/kagenti-contract';

/**
 * What is called, as hooks, audit events and errors name it: an operation of the contract, or `request`
 * for a path that the contract does not have.
 */
export type CalledName = OperationName | 'request';

/** Methods that `request` takes. Kagenti answers HEAD with 405. */
export type RequestMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** What the rules of a call go by: a row of the contract's table, or what is known of a newer path. */
export interface CalledOperation {
  /** Its name. */
  readonly operation: CalledName;
  /** HTTP method. */
  readonly method: RequestMethod;
  /** Template of the path, or a whole path. */
  readonly path: string;
  /** Backstage permission that it needs; null: public; undefined: nobody said. */
  readonly permission: Permission | null | undefined;
  /** Feature flag of the server that it sits behind. */
  readonly featureFlag: FeatureFlag | null;
  /** True when sending it twice leaves Kagenti as sending it once would. */
  readonly safeToRepeat: boolean;
  /** True when it changes something at Kagenti, or makes an agent act; audited as a write. */
  readonly changes: boolean;
}
