// Generated from Kagenti's contract and scripts/overlay by scripts/generate.ts. Do not edit: change the overlay, and
// run `npm run generate`.

/** Parameters of `namespaces.list`. */
export interface NamespacesListParameters {
  /**
   * List only the namespaces that Kagenti is enabled for.
   * @defaultValue `true`
   */
  readonly enabledOnly?: boolean;
}

/** Namespaces that Kagenti knows. */
export interface NamespaceList {
  /**
   * Their names. A backend that may not list them answers `default` alone, which need not exist.
   */
  readonly namespaces: readonly string[];
}
