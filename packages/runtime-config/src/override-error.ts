/**
 * Why a configuration at run time could not be read or written.
 *
 * | code | meaning |
 * |---|---|
 * | `invalid_option` | an option of the resolver is wrong |
 * | `not_overridable` | the field is `yaml-only`, or is a version |
 * | `not_storable` | the value does not come back from JSON as it was |
 * | `no_encryption_secret` | a sensitive value needs `boost.encryptionSecret` |
 * | `conflict` | somebody else wrote the row since it was read |
 * | `missing_table` | `migrateOverrideStore` has not created the tables |
 * | `store_unavailable` | the store could not be read or written |
 * | `unsuitable_database` | the database or its table is not one that the store can use |
 */
export type ConfigOverrideErrorCode =
  | 'invalid_option'
  | 'not_overridable'
  | 'not_storable'
  | 'no_encryption_secret'
  | 'conflict'
  | 'missing_table'
  | 'store_unavailable'
  | 'unsuitable_database';

/** What a {@link ConfigOverrideError} is made of. */
export interface ConfigOverrideErrorFields {
  /** What went wrong; stable, for programs. */
  readonly code: ConfigOverrideErrorCode;
  /** One sentence that names the place. */
  readonly message: string;
  /** The way out, as a sentence. */
  readonly hint: string;
}

const brand: unique symbol = Symbol.for('@rhdh-boost/runtime-config/ConfigOverrideError');

/**
 * A configuration at run time could not be read or written. For a key that is no field's, and a value
 * that its field does not take, a `BoostConfigError` of `@rhdh-boost/config-schema` is thrown. It holds
 * no value and no text of the database.
 */
export class ConfigOverrideError extends Error {
  /** Always `ConfigOverrideError`. */
  override readonly name = 'ConfigOverrideError';
  /** What went wrong; stable, for programs. */
  readonly code: ConfigOverrideErrorCode;
  /** The way out, as a sentence; it is not in `message`, so that both can be shown. */
  readonly hint: string;
  /** Marks the class for {@link ConfigOverrideError.isInstance}. */
  readonly [brand] = true;

  /** Makes the error. */
  constructor({ code, message, hint }: ConfigOverrideErrorFields) {
    super(message);
    this.code = code;
    this.hint = hint;
  }

  /** Whether a value is a ConfigOverrideError, also of another copy of this package. */
  static isInstance(value: unknown): value is ConfigOverrideError {
    return typeof value === 'object' && value !== null && brand in value;
  }
}
