/** Health of the backend. */
export interface HealthStatus {
  /** `healthy`, or `ready`. */
  readonly status: string;
}
