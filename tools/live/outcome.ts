import { KagentiError, KagentiHttpError } from '@rhdh-boost/kagenti-client';
import { type OperationName, operationByName } from '@rhdh-boost/kagenti-contract';

/** How an operation went. */
export type OutcomeKind = 'ok' | 'drift' | 'roleMissing' | 'featureOff' | 'notTried' | 'failed';

/** How an operation went, and what there is to say of it. */
export interface Outcome {
  readonly kind: OutcomeKind;
  /** Roles, flag, reason, or what is remarkable of a success. */
  readonly detail?: string;
}

/** What a status means that is no success, on a server with nothing wrong. */
export interface Expectations {
  /** The operation did what it is to do in this situation: `ok`, with the reason. */
  readonly expected?: Readonly<Record<number, string>>;
  /** The situation does not allow it to be tried: `not tried`, with the reason. */
  readonly untried?: Readonly<Record<number, string>>;
}

/** Judges what a call failed with. Messages of the client's errors hold no text of a server. */
export function judgeFailure(
  operation: OperationName,
  error: unknown,
  { expected = {}, untried = {} }: Expectations = {},
): Outcome {
  if (error instanceof KagentiHttpError) {
    const { status, requiredRoles } = error;
    if (requiredRoles !== undefined) {
      return { kind: 'roleMissing', detail: requiredRoles.join(' or ') };
    }
    const flag = flagThatIsOff(operation, error);
    if (flag !== undefined) return { kind: 'featureOff', detail: flag };
    // The router's own words: no answer of the operation's, whatever its 404 means.
    if (isUnknownPath(error)) {
      return {
        kind: 'failed',
        detail: `${error.message} By the words of its router, the server lacks this path.`,
      };
    }
    if (expected[status] !== undefined) return { kind: 'ok', detail: expected[status] };
    if (untried[status] !== undefined) return { kind: 'notTried', detail: untried[status] };
  }
  return {
    kind: 'failed',
    detail: KagentiError.isInstance(error) ? error.message : nameOf(error),
  };
}

/** A path whose flag is off is as unknown as any; that of `admin` is there, and says no. */
function flagThatIsOff(operation: OperationName, error: KagentiHttpError): string | undefined {
  if (error.status !== 404) return undefined;
  if (operation === 'config.platformStatus') return 'admin';
  const { featureFlag } = operationByName(operation);
  return isUnknownPath(error) ? (featureFlag ?? undefined) : undefined;
}

function isUnknownPath({ status, detail }: KagentiHttpError): boolean {
  return status === 404 && detail === 'Not Found';
}

function nameOf(error: unknown): string {
  return error instanceof Error ? `a ${error.name} of this suite` : 'something that is no error';
}

/** Which of two calls of an operation its row tells of. */
export const severity: Readonly<Record<OutcomeKind, number>> = {
  notTried: 0,
  ok: 1,
  drift: 2,
  featureOff: 3,
  roleMissing: 4,
  failed: 5,
};

const words: Readonly<Record<OutcomeKind, string>> = {
  ok: 'ok',
  drift: 'drift',
  roleMissing: 'role missing',
  featureOff: 'feature off',
  notTried: 'not tried',
  failed: 'FAILED',
};

/** The outcome in words. */
export function outcomeText({ kind, detail }: Outcome): string {
  return detail === undefined ? words[kind] : `${words[kind]}: ${detail}`;
}
