import type { BoostConfigProblemCode } from '@rhdh-boost/config-schema';

/**
 * Why a configuration at run time could not be read or written.
 *
 * | code | meaning |
 * |---|---|
 * | `invalid_option` | an option of the resolver is wrong |
 * | `not_overridable` | the field is `yaml-only`, or is a version |
 * | `not_storable` | the value does not come back from JSON as it was, or its key is too long |
 * | `too_large` | the value is larger than `maxValueBytes` |
 * | `no_encryption_secret` | a sensitive value needs `boost.encryptionSecret` |
 * | `conflict` | the override is not the one that `ifRevision` names, or a row to restore has one in its place |
 * | `invalid_changes` | `setMany` refuses changes; `problems` names each |
 * | `not_found` | the history does not have the revision, or no row that was moved aside has the id |
 * | `not_restorable` | the history does not have the value, or no migration accepts it any more |
 * | `missing_table` | `migrateOverrideStore` has not created the tables |
 * | `store_unavailable` | the store could not be read or written |
 * | `unsuitable_database` | the database or its table is not one that the store can use |
 */
export type ConfigOverrideErrorCode =
  | 'invalid_option'
  | 'not_overridable'
  | 'not_storable'
  | 'too_large'
  | 'no_encryption_secret'
  | 'conflict'
  | 'invalid_changes'
  | 'not_found'
  | 'not_restorable'
  | 'missing_table'
  | 'store_unavailable'
  | 'unsuitable_database';

/** Why `setMany` refuses one of its changes. */
export interface ConfigChangeProblem {
  /** The key of the change; of a rule between fields, the path that the rule names. */
  readonly key: string;
  /** What is wrong; stable, for programs. */
  readonly code: BoostConfigProblemCode | ConfigOverrideErrorCode;
  /** One sentence that names the key. It contains no value. */
  readonly message: string;
  /** The remedy, as a sentence. */
  readonly hint: string;
  /** Only for `conflict`: the revision of the override now; null when none exists. */
  readonly currentRevision?: string | null;
}

/** The parts of a {@link ConfigOverrideError}. */
export interface ConfigOverrideErrorFields {
  /** What went wrong; stable, for programs. */
  readonly code: ConfigOverrideErrorCode;
  /** One sentence that names the place. */
  readonly message: string;
  /** The remedy, as a sentence. */
  readonly hint: string;
  /** Only for `conflict`: the revision of the override now; null when none exists. */
  readonly currentRevision?: string | null;
  /** Only of `setMany`: every change that is refused. */
  readonly problems?: readonly ConfigChangeProblem[];
}

const brand: unique symbol = Symbol.for('@rhdh-boost/runtime-config/ConfigOverrideError');

/**
 * A configuration at run time could not be read or written. For an unknown key, and a value that its field
 * does not accept, a `BoostConfigError` of `@rhdh-boost/config-schema` is thrown. It contains no value and
 * no text of the database.
 */
export class ConfigOverrideError extends Error {
  /** Always `ConfigOverrideError`. */
  override readonly name = 'ConfigOverrideError';
  /** What went wrong; stable, for programs. */
  readonly code: ConfigOverrideErrorCode;
  /** The remedy, as a sentence; it is not in `message`, so that both can be shown. */
  readonly hint: string;
  /**
   * Only for `conflict`: the revision of the override now; null when none exists. Of `setMany`, that of the
   * first key in `problems`.
   */
  readonly currentRevision?: string | null;
  /** Only of `setMany`: every change that is refused. */
  readonly problems?: readonly ConfigChangeProblem[];
  /** Marks the class for {@link ConfigOverrideError.isInstance}. */
  readonly [brand] = true;

  /** Makes the error. */
  constructor({ code, message, hint, currentRevision, problems }: ConfigOverrideErrorFields) {
    super(message);
    this.code = code;
    this.hint = hint;
    if (currentRevision !== undefined) this.currentRevision = currentRevision;
    if (problems !== undefined) this.problems = problems;
  }

  /** Whether a value is a ConfigOverrideError, also of another copy of this package. */
  static isInstance(value: unknown): value is ConfigOverrideError {
    return typeof value === 'object' && value !== null && brand in value;
  }
}
