/** Parameters of the lists of builds: one namespace, or all of them. */
export interface BuildsListParameters {
  /** Namespace whose builds are listed. */
  readonly namespace?: string;
  /** True for the builds of every namespace; refused where the client may use some namespaces only. */
  readonly allNamespaces?: boolean;
}

/** Parameters of `builds.list`. */
export interface AllBuildsListParameters extends BuildsListParameters {
  /** Whose builds: `agents`, `tools` or `all`; `all`. */
  readonly for?: 'agents' | 'tools' | 'all';
}
