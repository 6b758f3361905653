/** Marks the TokenError of token-manager, whatever copy of the package made it. */
export const tokenErrorKey = '@rhdh-boost/token-manager/TokenError';

/** What a package that does not need token-manager may know of a TokenError. */
export interface TokenFailure extends Error {
  /** Why no token could be given. */
  readonly code: string;
  /** True when the same call may succeed later. */
  readonly retryable: boolean;
  /** The HTTP status of the token endpoint, where there was an answer. */
  readonly status: number | undefined;
}

/** Whether a value is a TokenError. */
export function isTokenFailure(value: unknown): value is TokenFailure {
  return typeof value === 'object' && value !== null && Symbol.for(tokenErrorKey) in value;
}
