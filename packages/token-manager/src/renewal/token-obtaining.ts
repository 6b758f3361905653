import type { ClientCredential } from '../credentials/credential-reader.ts';
import type { IssuedToken } from '../endpoint/token-request.ts';
import { SharedRenewal } from '../store/shared-renewal.ts';
import type { TokenSharing } from '../store/token-sharing.ts';
import { Deadline } from './deadline.ts';
import type { FailureHold } from './failure-hold.ts';
import type { Renewal } from './renewal.ts';
import { type Acquisition, type AcquisitionContext, acquireToken } from './token-acquisition.ts';

/** Where a renewal's token may come from. */
export interface TokenOrigins {
  /** Whom to ask for tokens. */
  readonly context: AcquisitionContext;
  /** What replicas share; undefined when they share nothing. */
  readonly sharing: TokenSharing | undefined;
  /** The last failure, which may still stand. */
  readonly hold: FailureHold;
  /** Whether another replica's token is worth taking. */
  readonly isWanted: (issued: IssuedToken, minValidSeconds: number) => boolean;
}

/**
 * Gets the token of a renewal: from another replica where it can be, else from the identity provider; a forced
 * one from the identity provider alone, and leaves it for the others.
 *
 * @throws TokenError, or the deadline's reason
 */
export async function obtainToken(origins: TokenOrigins, renewal: Renewal): Promise<Acquisition> {
  const { context, sharing } = origins;
  const { deadline, isForced, minValidSeconds } = renewal;
  const shared =
    sharing &&
    new SharedRenewal(sharing, {
      isWanted: issued => !isForced && origins.isWanted(issued, minValidSeconds),
      deadline,
      timeoutMs: context.timeoutMs,
    });
  const found = isForced ? undefined : await shared?.find();
  if (found !== undefined) return found;
  const credential = await readCredential(origins, deadline);
  const acquire = (bounds: Deadline) =>
    acquireToken(context, credential, bounds, () => renewal.backsOff());
  if (shared === undefined) return acquire(deadline);
  if (isForced) return shared.acquire(() => acquire(deadline));
  return shared.obtain(notNeeded =>
    notNeeded === undefined
      ? acquire(deadline)
      : acquireUnless(notNeeded, renewal, origins, acquire),
  );
}

async function acquireUnless(
  notNeeded: AbortSignal,
  { deadline: whole }: Renewal,
  { context }: TokenOrigins,
  acquire: (bounds: Deadline) => Promise<Acquisition>,
): Promise<Acquisition> {
  const ends = AbortSignal.any([notNeeded, whole.signal]);
  const deadline = new Deadline(context.clock, whole.leftMs, ends);
  try {
    return await acquire(deadline);
  } finally {
    deadline.end();
  }
}

/**
 * Each renewal reads the credential, also while a refusal is held: another one ends the hold. It is not read
 * where the answer is known: no credential ends a transient hold, nor the rest after one that was refused as well, and
 * a function that failed rests.
 */
async function readCredential(
  { context, hold }: TokenOrigins,
  deadline: Deadline,
): Promise<ClientCredential> {
  const { clock, credentials } = context;
  const nowMs = clock.monotonicMs();
  const stands = credentials.isResting ? hold.heldFor(undefined, nowMs) : hold.heldForAll(nowMs);
  if (stands !== undefined) throw stands;
  const read = await deadline.race(credentials.read()).then(
    credential => ({ credential }),
    (error: unknown) => ({ error }),
  );
  const version = 'credential' in read ? read.credential.version : undefined;
  const held = hold.heldFor(version, clock.monotonicMs());
  if (held !== undefined) throw held;
  if ('error' in read) throw read.error;
  return read.credential;
}
