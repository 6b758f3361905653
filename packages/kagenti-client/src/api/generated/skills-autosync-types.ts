// Generated from Kagenti's contract and scripts/overlay by scripts/generate.ts. Do not edit: change the overlay, and
// run `npm run generate`.

/** Parameters of `skills.autosync.set`. */
export interface SetAutosyncParameters {
  /**
   * Kind of registry.
   * @defaultValue `'skillberry'`
   */
  readonly registryType?: string;
  /** URL of the registry: http or https, on a public host or one that the server allows. */
  readonly registryUrl: string;
  /**
   * Time between two synchronizations, in seconds, from 10 to 3600.
   * @defaultValue `30`
   */
  readonly syncInterval?: number;
  /** Synchronize only skills with one of these tags. Default: the server's own list. */
  readonly allowedTags?: readonly string[];
}

/** How skills are synchronized from a registry. */
export interface AutosyncStatus {
  /** Whether they are synchronized; everything else is null where they are not. */
  readonly enabled: boolean;
  /** Kind of registry. */
  readonly registryType?: string | null;
  /** URL of the registry. */
  readonly registryUrl?: string | null;
  /** URL of its page for people. */
  readonly storeUiUrl?: string | null;
  /** Time between two synchronizations, in seconds. */
  readonly syncInterval?: number | null;
  /** When they were last synchronized, as ISO 8601; null before the first time. */
  readonly lastSyncedAt?: string | null;
  /** How many skills were synchronized; null before the first time. */
  readonly skillCount?: number | null;
  /** Only skills with one of these tags are synchronized. */
  readonly allowedTags?: readonly string[] | null;
}
