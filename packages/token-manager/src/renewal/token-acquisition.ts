import type { ClientCredential, CredentialReader } from '../credentials/credential-reader.ts';
import type { ServerSource } from '../endpoint/server-source.ts';
import type { TokenRequestContext } from '../endpoint/token-exchange.ts';
import { type IssuedToken, requestToken } from '../endpoint/token-request.ts';
import { isTransient, type TokenAttempt, TokenError, withFields } from '../token-error.ts';
import type { Deadline } from './deadline.ts';
import { longestRetryAfterMs, mostAttempts, retryDelayMs } from './retry-policy.ts';

/** What one acquisition needs beside the request's context. */
export interface AcquisitionContext extends TokenRequestContext {
  /** Where the request goes. */
  readonly server: ServerSource;
  /** Where the client's secret, key or certificate comes from. */
  readonly credentials: CredentialReader;
  /** What bounds it, in milliseconds: for the error that says so. */
  readonly timeoutMs: number;
}

/** A token, and what it cost. */
export interface Acquisition {
  /** The token that was issued. */
  readonly issued: IssuedToken;
  /** How many token requests were sent for it; those for discovery are not counted. */
  readonly requests: number;
}

/**
 * Gets a token: retries what is transient, and tries once more with another secret, key or certificate
 * when the endpoint does not know the client by this one and it has changed since it was read.
 *
 * @param backsOff - called before each wait between attempts
 * @throws TokenError with all attempts, or the deadline's reason when it passed
 */
export async function acquireToken(
  context: AcquisitionContext,
  firstCredential: ClientCredential,
  deadline: Deadline,
  backsOff: () => void = () => {},
): Promise<Acquisition> {
  const attempts: TokenAttempt[] = [];
  let credential = firstCredential;
  let readTwice = false;
  let requests = 0;
  let transientFailures = 0;
  let waitedMs = 0;
  const { signal } = deadline;
  for (;;) {
    const startedMs = context.clock.monotonicMs();
    try {
      const { connection, authenticate } = credential;
      const server = await context.server.find(context, connection, signal);
      requests += 1;
      const { option } = context.server;
      const asked = {
        kind: 'token',
        url: server.tokenEndpoint,
        option,
        connection,
        context,
      } as const;
      return { issued: await requestToken(asked, server, authenticate, signal), requests };
    } catch (thrown) {
      const error = signal.aborted ? passedDeadline(context) : thrown;
      if (!TokenError.isInstance(error)) throw error;
      attempts.push(attemptOf(error, waitedMs, context.clock.monotonicMs() - startedMs));
      const failed = withFields(error, { attempts: [...attempts] });
      if (mayHaveMoved(error)) context.server.forget();

      if (refusesClient(error) && !readTwice) {
        readTwice = true;
        const latest = await readAgain(context, deadline);
        if (latest === undefined || latest.version === credential.version) throw failed;
        credential = latest;
        waitedMs = 0;
        continue;
      }
      if (!isTransient(error)) throw failed;
      transientFailures += 1;
      waitedMs = retryDelayMs(transientFailures, error.retryAfterMs);
      const tooLong = (error.retryAfterMs ?? 0) > longestRetryAfterMs || !deadline.allows(waitedMs);
      if (transientFailures >= mostAttempts || tooLong || signal.aborted) throw failed;
      backsOff();
      await deadline.wait(waitedMs);
      if (credential.isForOneAttempt) credential = await readNext(context, deadline, attempts);
    }
  }
}

/** Keycloak says 401 of a wrong secret or certificate, and 400 with `invalid_client` of a wrong key. */
function refusesClient({ status, oauthError }: TokenError): boolean {
  return status === 401 || (status === 400 && oauthError === 'invalid_client');
}

/** What an endpoint that was discovered says, or does not say, when it is not there any more. */
function mayHaveMoved({ code, status }: TokenError): boolean {
  return code === 'network' || code === 'redirect' || status === 404 || status === 405;
}

/** The error for a renewal that its deadline ended. */
export function passedDeadline(
  context: Pick<AcquisitionContext, 'timeoutMs' | 'server' | 'credentials'>,
): TokenError {
  const { timeoutMs, server, credentials } = context;
  const { waitsFor } = credentials;
  if (waitsFor !== undefined) {
    return new TokenError({
      code: 'timeout',
      message: `No token within ${timeoutMs} ms: the ${waitsFor} gave nothing`,
      hint: `Find out why the ${waitsFor} takes so long, and give it a time limit of its own: no token was requested. timeoutMs bounds a whole renewal.`,
    });
  }
  return new TokenError({
    code: 'timeout',
    message: `No token from ${server.given.origin} within ${timeoutMs} ms`,
    hint: 'Check that the token endpoint answers there and how fast; timeoutMs bounds a whole renewal.',
  });
}

/** A credential for the next attempt. */
async function readNext(
  context: AcquisitionContext,
  deadline: Deadline,
  attempts: readonly TokenAttempt[],
): Promise<ClientCredential> {
  try {
    return await deadline.race(context.credentials.read());
  } catch (error) {
    throw TokenError.isInstance(error) ? withFields(error, { attempts }) : error;
  }
}

/** A credential that cannot be read again leaves the refusal as it is. */
async function readAgain(
  context: AcquisitionContext,
  deadline: Deadline,
): Promise<ClientCredential | undefined> {
  return deadline.race(context.credentials.read()).catch(() => undefined);
}

function attemptOf(error: TokenError, waitedMs: number, durationMs: number): TokenAttempt {
  const { code, status } = error;
  return {
    code,
    ...(status !== undefined && { status }),
    waitedMs: Math.round(waitedMs),
    durationMs: Math.round(durationMs),
  };
}
