import { TokenError } from '@rhdh-boost/token-manager';

/** A step that failed, as the sentence that its reader is shown. */
export class DemoFailure extends Error {
  override name = 'DemoFailure';
}

/** Turns whatever a step threw into the sentence that its reader needs. */
export function asFailure(error: unknown): DemoFailure {
  if (error instanceof DemoFailure) return error;
  if (TokenError.isInstance(error) && error.hint !== undefined) {
    return new DemoFailure(`${error.message}. ${error.hint}`);
  }
  return new DemoFailure(error instanceof Error ? error.message : String(error));
}
