/** Namespaces that Kagenti knows. */
export interface NamespaceList {
  /** Their names. A backend that may not list them says `default` alone, which need not be one. */
  readonly namespaces: readonly string[];
}
