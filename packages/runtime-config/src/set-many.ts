/** One change of `setMany`. */
export type ConfigChange = {
  /** A key of the registry. */
  readonly key: string;
  /** The revision that the caller has seen; null for a key without an override. */
  readonly ifRevision?: string | null | undefined;
} & (
  | {
      /** The value; null clears what app-config says. */
      readonly value: unknown;
      readonly unset?: undefined;
    }
  | {
      /** Removes the override, so that app-config or the default applies. */
      readonly unset: true;
    }
);
