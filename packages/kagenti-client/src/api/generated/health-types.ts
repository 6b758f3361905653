// Generated from Kagenti's contract and scripts/overlay by scripts/generate.ts. Do not edit: change the overlay, and
// run `npm run generate`.

/** Health of the backend. */
export interface HealthStatus {
  /** `healthy`, or `ready`. */
  readonly status: string;
}
