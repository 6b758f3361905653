/** Parameters of `skills.autosync.set`. */
export interface SetAutosyncParameters {
  /** Kind of registry; `skillberry`. */
  readonly registryType?: string;
  /** Address of the registry: http or https, on a public host or one that the server allows. */
  readonly registryUrl: string;
  /** Time between two synchronisations, in seconds, from 10 to 3600; 30. */
  readonly syncInterval?: number;
  /** Only skills with one of these tags come; the server has a list of its own where none is given. */
  readonly allowedTags?: readonly string[];
}
