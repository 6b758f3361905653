/** What a caller may ask of one call. */
export interface GetTokenOptions {
  /**
   * How long the token should last, in seconds, for a long stream say. Where Keycloak never issues one
   * that long, the call gets what there is. A finite number from 0, which is the default.
   */
  readonly minValidSeconds?: number | undefined;
  /** Lets this caller go when it aborts, with the signal's own reason; a renewal goes on. */
  readonly signal?: AbortSignal | undefined;
}
