/** Parameters of `namespaces.list`. */
export interface NamespacesListParameters {
  /** Only those that Kagenti is switched on for; the server takes true where nothing is said. */
  readonly enabledOnly?: boolean;
}
