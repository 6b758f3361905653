/** How skills come from a registry by themselves. */
export interface AutosyncStatus {
  /** Whether they do; all else is null where they don't. */
  readonly enabled: boolean;
  /** Kind of registry. */
  readonly registryType?: string | null;
  /** Address of the registry. */
  readonly registryUrl?: string | null;
  /** Address of its page for people. */
  readonly storeUiUrl?: string | null;
  /** Time between two synchronisations, in seconds. */
  readonly syncInterval?: number | null;
  /** When it was last done, as ISO 8601; null before the first time. */
  readonly lastSyncedAt?: string | null;
  /** How many skills came; null before the first time. */
  readonly skillCount?: number | null;
  /** Only skills with one of these tags come. */
  readonly allowedTags?: readonly string[] | null;
}
