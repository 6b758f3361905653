/** One difference between two contracts, as a caller of the API feels it. */
export interface ContractChange {
  /** `breaking` when a client that did well may do so no more. */
  readonly kind: 'breaking' | 'compatible';
  /** `GET /api/v1/agents`. */
  readonly operation: string;
  /** What of it: `query.namespace`, `body.envVars[].name`, `answer.items[].status`; empty for the operation itself. */
  readonly place: string;
  /** The rule that decides, by name. */
  readonly rule: string;
  /** What changed, as the rest of a sentence. */
  readonly description: string;
}

/** Who makes what a schema describes: we send a body, and are given an answer. */
export type Direction = 'sent' | 'given';

/** Both sides of a comparison. */
export interface Pair<T> {
  readonly before: T;
  readonly after: T;
}
