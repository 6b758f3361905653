/** A place in a file; lines and columns count from 1, as editors count them. */
export interface SourceLocation {
  /** The file as it was named, such as `app-config.yaml`; or the name of an overlay, which has no lines: all are 0. */
  readonly file: string;
  /** The line on which it begins. */
  readonly line: number;
  /** The column at which it begins, in UTF-16 code units. */
  readonly column: number;
  /** The line on which it ends. */
  readonly endLine: number;
  /** The column after its last character. */
  readonly endColumn: number;
}

/** Something that a person should know about an app-config. It never holds a value. */
export interface Finding {
  /** `error` makes the command end with 1; `warning` does not. */
  readonly severity: 'error' | 'warning';
  /** What kind of finding it is; stable, for programs, such as `unknown_key`. */
  readonly code: string;
  /** The dotted path that it is about, where there is one. */
  readonly path?: string;
  /** What is wrong, to be read after the path. */
  readonly message: string;
  /** The remedy, as a sentence. */
  readonly hint: string;
  /** The variables without which the value could not be checked, for `unset_variable`. */
  readonly variables?: readonly string[];
  /** The environments of `boost-config.yaml` that have it, when the command checks environments. */
  readonly environments?: readonly string[];
  /** Where it is; the file that set the value last, when several did. */
  readonly location?: SourceLocation;
}
