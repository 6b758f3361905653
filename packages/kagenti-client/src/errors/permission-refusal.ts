import { isError } from '@rhdh-boost/internal/error-name';
import type { Permission } from '@rhdh-boost/kagenti-contract';

const refusalBrand: unique symbol = Symbol.for('@rhdh-boost/kagenti-client/permission-refusal');

/**
 * What a hook of ours throws where the answer is no for certain, with the way out as its message. Its words
 * are ours, so the error says them; any other error says that nobody could decide.
 */
export class PermissionRefusal extends Error {
  static {
    PermissionRefusal.prototype.name = 'PermissionRefusal';
  }

  /** Known across copies of this package. */
  readonly [refusalBrand] = true;

  /** The permission that is missing, where it is not the operation's own. */
  readonly missing: Permission | undefined;

  /** @param missing - The permission that is missing, where it is not the operation's own. */
  constructor(message: string, missing?: Permission) {
    super(message);
    this.missing = missing;
  }
}

/** The permission that a refusal names; undefined where something else is missing. */
export function missingOf(refusal: Error): Permission | undefined {
  return Reflect.get(refusal, 'missing');
}

/** True for a refusal, also of another copy of this package. */
export function isPermissionRefusal(value: unknown): value is Error {
  return isError(value) && Reflect.get(value, refusalBrand) === true;
}
