import { isReplayable } from './interceptor/replayable-body.ts';
import {
  type BearerInterceptorOptions,
  type BearerSource,
  checkOrigins,
  checkSource,
} from './interceptor/token-origins.ts';
import { isNodeStream } from './interceptor/waiting-body.ts';
import { demand } from './option-rule.ts';
import { refuseOthers } from './unknown-options.ts';

/** A `fetch` by the WHATWG standard: Node's own, undici's, or one like them. */
export type FetchFunction = (input: never, init?: never) => Promise<unknown>;

/**
 * Where the token may go, and what sends the requests.
 *
 * @typeParam Fetch - The type of the `fetch` that sends them
 */
export interface TokenFetchOptions<Fetch extends FetchFunction = typeof globalThis.fetch>
  extends BearerInterceptorOptions {
  /**
   * Sends the requests: undici's `fetch`, for one, where they need a dispatcher of undici's.
   *
   * @defaultValue `globalThis.fetch`, as it is at each call
   */
  readonly fetch?: Fetch | undefined;
}

const fetchOptions = { origins: true, allowInClusterHttp: true, fetch: true } satisfies Record<
  keyof TokenFetchOptions,
  true
>;

/**
 * A `fetch` that puts the access token into the Authorization header of requests to the given origins
 * (RFC 6750 section 2.1). It takes and returns what the `fetch` behind it does.
 *
 * - On a 401 the token is invalidated, and the request is sent once more with another token if its body can be
 *   sent again: none, text, bytes, a Blob, FormData, URLSearchParams, or that of a `Request`, which stays in memory
 *   until the answer arrives. Streams cannot; the next request then gets another token.
 * - A request with an Authorization header is left alone, and so is one to another origin.
 * - A redirect to another origin gets no token, also if it is a listed one or leads back (Fetch standard, HTTP-redirect
 *   fetch). A 401 from another origin than the request's is returned as it is.
 * - A request whose signal aborts while it waits for a token rejects with the signal's reason.
 *
 * @typeParam Fetch - The type of the `fetch` behind it, which the result has too
 * @returns a function that rejects with the manager's TokenError itself when there is no token, and sends nothing
 * @throws TokenError `invalid_configuration` or `insecure_endpoint` for an origin that may not get one;
 * `invalid_configuration` for an unknown option, or without a manager
 */
export function tokenFetch<Fetch extends FetchFunction = typeof globalThis.fetch>(
  source: BearerSource,
  options: TokenFetchOptions<Fetch>,
): Fetch;
export function tokenFetch(
  source: BearerSource,
  options: TokenFetchOptions<FetchFunction>,
): FetchFunction {
  return fetchWithToken(source, options, answer => answer);
}

/**
 * As {@link tokenFetch}.
 *
 * @param refused What becomes of a 401 to the manager's token that stays
 * @param place What an origin is called in errors
 */
export function fetchWithToken(
  source: BearerSource,
  options: TokenFetchOptions<FetchFunction>,
  refused: (answer: Response) => Response | Promise<Response>,
  place?: () => string,
): (input: FetchInput, init?: RequestInit | null) => Promise<Response> {
  checkSource('tokenFetch', source);
  refuseOthers('', options, Object.keys(fetchOptions));
  const origins = checkOrigins(options, place);
  const { fetch } = options;
  demand(fetch === undefined || typeof fetch === 'function', 'fetch', 'a function', fetch);

  const send = (what: FetchInput, how: RequestInit): Promise<Response> =>
    Reflect.apply(fetch ?? globalThis.fetch, undefined, [what, how]);

  return async (given, initGiven) => {
    // `fetch` reads both before it returns. The caller may change them while the token is awaited.
    const input = isRequest(given) ? given : String(given);
    const init = readInit(initGiven);
    const request = isRequest(input) ? input : undefined;
    const origin = originOf(isRequest(input) ? input.url : input);
    const headers = new Headers(init.headers ?? request?.headers);
    if (!origins.has(origin) || headers.has('authorization')) return send(input, init);

    const sendWith = (what: FetchInput, token: string) =>
      send(what, { ...init, headers: [...headers, ['authorization', `Bearer ${token}`]] });
    const signal = waitingSignal(request, init);
    const nextToken = async () => source.getToken(signal && { signal });
    const token = await nextToken().catch((error: unknown) => {
      discard(init.body ?? request?.body);
      throw error;
    });
    const second = secondInput(input, init);
    try {
      const answer = await sendWith(input, token);
      // A redirect to another origin has taken the token away.
      if (answer.status !== 401 || isElsewhere(answer, origin)) return answer;
      source.invalidate(token);
      if (second === undefined) return await refused(answer);
      const other = await nextToken().catch(() => token);
      signal?.throwIfAborted();
      if (other === token) return await refused(answer);
      discard(answer.body);
      const last = await sendWith(second, other);
      return last.status === 401 && !isElsewhere(last, origin) ? await refused(last) : last;
    } finally {
      if (second !== input && isRequest(second)) discard(second.body);
    }
  };
}

type FetchInput = string | URL | Request;

/** What `fetch` reads of its second argument: inherited fields too, so that a `Request` may be given there. */
function readInit(init: RequestInit | null | undefined): RequestInit {
  const fields: RequestInit = {};
  for (const name in init) Reflect.set(fields, name, Reflect.get(init, name));
  return fields;
}

/** By its tag: that of undici is none of Node's class. */
function isRequest(input: unknown): input is Request {
  return Object.prototype.toString.call(input) === '[object Request]';
}

function originOf(address: string): string {
  return URL.canParse(address) ? new URL(address).origin : '';
}

/** A `Response` that a `fetch` made itself has no address. */
function isElsewhere({ url }: Response, origin: string): boolean {
  return url !== '' && originOf(url) !== origin;
}

/**
 * What ends the wait for a token: the request's signal, and an error of its Node stream. An `error` event that
 * nobody listens to would end the process, and `fetch` listens only once it reads.
 */
function waitingSignal(request: Request | undefined, init: RequestInit): AbortSignal | undefined {
  const given = (init.signal === undefined ? request?.signal : init.signal) ?? undefined;
  const body: unknown = init.body;
  if (!isNodeStream(body)) return given;
  const failing = new AbortController();
  body.on('error', reason => failing.abort(reason));
  return given === undefined ? failing.signal : AbortSignal.any([given, failing.signal]);
}

/** What the request is sent from a second time, if it can be. */
function secondInput(input: FetchInput, { body }: RequestInit): FetchInput | undefined {
  // With null the body is that of the Request.
  if ((body ?? undefined) !== undefined || !isRequest(input))
    return isReplayable(body) ? input : undefined;
  // One that is used up is refused when it is sent.
  return input.bodyUsed ? undefined : input.clone();
}

/** Frees what a body keeps open that is not read on; one that somebody reads is theirs. */
function discard(body: unknown): void {
  const { destroy, cancel, locked } = Object(body);
  if (typeof destroy === 'function') Reflect.apply(destroy, body, []);
  else if (typeof cancel === 'function' && locked === false) {
    Promise.resolve(Reflect.apply(cancel, body, [])).catch(() => {});
  }
}
