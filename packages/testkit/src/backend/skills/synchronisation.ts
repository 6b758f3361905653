/** How the backend is to keep its skills in step with a registry, and how it went. */
export interface Synchronisation {
  readonly registryType: string;
  readonly registryUrl: string;
  /** Seconds between the real backend's rounds. */
  readonly intervalSeconds: number;
  /** A skill needs one of them; none let every skill through. */
  readonly allowedTags: readonly string[];
  /** What the last round came to; undefined before the first. */
  readonly lastRound: { readonly endedAt: Date; readonly skillCount: number } | undefined;
}
