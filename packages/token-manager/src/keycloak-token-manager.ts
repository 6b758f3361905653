import type { AccessToken } from './access-token.ts';
import { type CheckedOptions, checkOptions } from './checked-options.ts';
import type { Clock } from './clock.ts';
import { type ClientAuthenticationMethod, methodOf } from './credentials/client-authentication.ts';
import type { ProofSource } from './credentials/client-proof.ts';
import { CredentialReader } from './credentials/credential-reader.ts';
import { createProofSource } from './credentials/proof-source.ts';
import { createServerSource } from './endpoint/create-server-source.ts';
import {
  type EndpointConnections,
  givenConnections,
  OwnConnections,
} from './endpoint/endpoint-connections.ts';
import type { ServerSource } from './endpoint/server-source.ts';
import { checkGetTokenOptions, type GetTokenOptions, takesAnyToken } from './get-token-options.ts';
import type { TokenManagerHealth } from './manager-health.ts';
import type { KeycloakTokenManagerOptions } from './manager-options.ts';
import { Redactor } from './observability/redaction.ts';
import { TokenObservers } from './observability/token-observers.ts';
import { warnOfUncheckedCertificates } from './observability/unchecked-certificates.ts';
import { OptionNames } from './option-names.ts';
import { checkRefusedToken } from './refused-token.ts';
import { RefusalBudget } from './renewal/refusal-budget.ts';
import { newTokenLastsLonger } from './renewal/renewal-policy.ts';
import { closedError } from './renewal/renewals.ts';
import { TokenKeeper } from './renewal/token-keeper.ts';
import { TokenSeal } from './store/token-seal.ts';
import { TokenSharing } from './store/token-sharing.ts';

/**
 * Gets and keeps the access token of one service account: OAuth2 Client Credentials Grant (RFC 6749
 * section 4.4) against Keycloak or another OAuth 2 server. One manager serves any number of concurrent callers.
 */
export class KeycloakTokenManager implements AsyncDisposable {
  /** Reports to code that takes any token source that {@link getToken} understands `forceRefresh`. */
  readonly canForceRefresh = true;
  readonly #keeper: TokenKeeper;
  readonly #sharing: TokenSharing | undefined;
  readonly #clock: Clock;
  readonly #observers: TokenObservers;
  readonly #refusals = new RefusalBudget();
  readonly #closing = new AbortController();
  readonly #connections: EndpointConnections;

  /**
   * Checks the options; nothing is sent before the first call.
   *
   * @throws TokenError `invalid_configuration`, `insecure_endpoint`
   */
  constructor(options: KeycloakTokenManagerOptions) {
    const redactor = new Redactor();
    const optionNames = namesOf(options);
    const parts = optionNames.inErrorsOf(() => makeParts(options, redactor));
    const { checked, method, server, proof, connections } = parts;
    const { clientId, timeoutMs, clock, scope, audience, resources } = checked;
    const credentials = new CredentialReader(proof, connections, clock);
    const request = { clientId, method, proof, scope, audience, resources, clock, redactor };
    this.#clock = clock;
    this.#observers = new TokenObservers({
      logger: checked.logger,
      onEvent: checked.onEvent,
      optionNames,
      redactor,
      telemetry: {
        host: server.given.hostname,
        clientId,
        secondsLeft: () => this.#keeper.held?.secondsLeft(),
      },
    });
    warnOfUncheckedCertificates(server.given, this.#observers);
    this.#sharing = createSharing(parts, credentials, this.#observers);
    this.#keeper = new TokenKeeper({
      context: { ...request, server, credentials, timeoutMs },
      expiryBufferSeconds: checked.tokenExpiryBufferSeconds,
      staleWaitMs: checked.staleWaitMs,
      observers: this.#observers,
      optionNames,
      closing: this.#closing.signal,
      sharing: this.#sharing,
    });
    this.#connections = connections;
  }

  /**
   * A valid access token, from the cache whenever it can be.
   *
   * @throws TokenError when there is none, or the signal's reason when it aborts
   */
  getToken(options?: GetTokenOptions): Promise<string> {
    const { held } = this.#keeper;
    // Almost every call wants nothing special and finds a fresh token: it shares one promise with the others.
    return takesAnyToken(options) && held?.isSurelyFresh() === true
      ? held.promised
      : this.#soon(options).then(valueOf);
  }

  /** As {@link getToken}, with the token's end and scope; it prints redacted. */
  getAccessToken(options?: GetTokenOptions): Promise<AccessToken> {
    return this.#soon(options);
  }

  /**
   * Reports that the API refused this token. If it is the current one, it is suspect from now on: the next call
   * renews it, and callers get it again only while a renewal fails for a reason that passes. When the identity
   * provider refuses the account, the token is gone. A thousand late refusals of one token cost one renewal, and
   * the budget is three, one coming back every 30 seconds. Never send a request again with the same token.
   *
   * @returns whether it became suspect now; false for one that is suspect, expired or replaced, and when the
   * budget is spent
   * @throws TokenError `invalid_configuration` for what can be no token: no text, or one with blanks in it
   */
  invalidate(token: string): boolean {
    checkRefusedToken(token);
    const { held } = this.#keeper;
    // An expired token is not given any more: its late refusal is no reason to spend the budget.
    if (held?.token.value !== token || ['suspect', 'expired'].includes(held.state())) return false;
    const nowMs = this.#clock.monotonicMs();
    if (!this.#refusals.take(nowMs)) return false;
    this.#keeper.suspect();
    const forcedRenewalsLeft = this.#refusals.left(nowMs);
    if (forcedRenewalsLeft === 0) {
      // Said each time: after the first, one refusal in 30 s is enough to come here.
      const message =
        'The API refused another access token, and no forced renewal is left: for up to 30 s a token that it refuses is kept, and no new one requested. Look at the API, its clock and the roles of the service account.';
      this.#observers.log('warn', message);
    }
    this.#observers.emit({ type: 'invalidated', forcedRenewalsLeft });
    return true;
  }

  /**
   * Forgets the token and any failure that is held: the next call asks for a new token. A renewal that is going
   * on ends, and its callers wait for the next one.
   */
  clearCache(): void {
    this.#keeper.clear();
  }

  /** How the manager is. Asks nobody, and holds no secret. */
  health(): TokenManagerHealth {
    const nowMs = this.#clock.monotonicMs();
    const { held, failures, renewing } = this.#keeper;
    const { lastError, consecutiveFailures } = failures;
    const nextAttemptInMs = Math.ceil(failures.remainingMs(nowMs));
    return {
      state: this.#closing.signal.aborted ? 'closed' : (held?.state() ?? 'empty'),
      secondsLeft: held?.secondsLeft() ?? 0,
      renewing,
      consecutiveFailures,
      ...(lastError !== undefined && { lastError }),
      ...(nextAttemptInMs > 0 && { nextAttemptInMs }),
      forcedRenewalsLeft: this.#refusals.left(nowMs),
      ...(this.#sharing !== undefined && { storeFailures: this.#sharing.calls.failures }),
    };
  }

  /** Ends a renewal that goes on: its callers, and all later ones, get `closed`. */
  async close(): Promise<void> {
    this.#closing.abort();
    // A lease that was left behind would keep other replicas waiting.
    await this.#keeper.close();
    this.#observers.close();
    await this.#connections.close();
  }

  /** As {@link close}, for `await using`. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #soon(options: GetTokenOptions = {}): Promise<AccessToken> {
    if (this.#closing.signal.aborted) throw closedError();
    checkGetTokenOptions(options);
    const { signal, minValidSeconds = 0, forceRefresh = false } = options;
    signal?.throwIfAborted();
    const refreshed = forceRefresh ? await this.#keeper.refresh(signal) : undefined;
    if (refreshed !== undefined) return refreshed;
    const { held } = this.#keeper;
    if (held === undefined) return this.#keeper.renew(options);
    if (minValidSeconds === 0 && held.isSurelyFresh()) return held.token;
    const state = held.state();
    const isReady =
      (state === 'fresh' || state === 'early') && !newTokenLastsLonger(held, minValidSeconds);
    if (!isReady) return this.#keeper.renew(options);
    if (state === 'early') this.#keeper.renewBehind();
    return held.token;
  }
}

function valueOf({ value }: AccessToken): string {
  return value;
}

/** What a manager is made of, beside what it watches and keeps. */
interface ManagerParts {
  readonly checked: CheckedOptions;
  readonly method: ClientAuthenticationMethod;
  readonly server: ServerSource;
  readonly proof: ProofSource;
  readonly connections: EndpointConnections;
  readonly seal: TokenSeal | undefined;
}

/** @throws TokenError `invalid_configuration`, `insecure_endpoint` */
function makeParts(options: KeycloakTokenManagerOptions, redactor: Redactor): ManagerParts {
  const checked = checkOptions(options);
  const { clientAuthentication, clock, dispatcher, store, encryptionKey } = checked;
  const method = methodOf(clientAuthentication);
  const server = createServerSource({ ...checked, method });
  return {
    checked,
    method,
    server,
    proof: createProofSource(clientAuthentication, checked, redactor, clock),
    connections:
      dispatcher === undefined
        ? new OwnConnections(checked.tls ?? {}, server.given, redactor)
        : givenConnections(dispatcher),
    seal: store === undefined ? undefined : new TokenSeal(encryptionKey),
  };
}

/** Options that are wrong altogether have no names for them either. */
function namesOf(options: KeycloakTokenManagerOptions): OptionNames {
  const given: unknown = Object(options).optionNames;
  const names = typeof given === 'object' && given !== null ? Object.entries(given) : [];
  return new OptionNames(Object.fromEntries(names.filter(([, name]) => typeof name === 'string')));
}

/** What replicas share where a store is given. Tokens of requests that differ in anything do not mix. */
function createSharing(
  { checked, method, server, connections, seal }: ManagerParts,
  credentials: CredentialReader,
  observers: TokenObservers,
): TokenSharing | undefined {
  const { store, clientId, clock } = checked;
  if (store === undefined || seal === undefined) return undefined;
  const { scope, audience, resources } = checked;
  const account = [server.given.href, clientId, scope, audience, method, ...resources];
  const naming = clientId === undefined ? credentials : undefined;
  return new TokenSharing({
    store,
    seal,
    account,
    method,
    connections,
    credentials: naming,
    clock,
    observers,
  });
}
