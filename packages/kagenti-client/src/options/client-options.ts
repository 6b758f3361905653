import type { Dispatcher } from 'undici';
import type { AuditSink } from '../access/audit.ts';
import type { Authorize } from '../access/permission.ts';
import type { CalledName } from '../sending/called-operation.ts';
import type { KagentiLogger } from './logger.ts';
import type { TimeoutOptions } from './timeouts.ts';
import type { TokenSources } from './token-source.ts';

/**
 * How answers are compared with the contract.
 *
 * - `report`: each difference is told to `onDrift`, and the call goes on with the answer as it came.
 * - `strict`: an answer that differs makes the call reject with KagentiContractError.
 * - `off`: nothing is compared.
 *
 * What is no JSON, too large or too deep rejects in all three.
 */
export type Validation = 'report' | 'strict' | 'off';

/** One difference between an answer and the contract. */
export interface Drift {
  /** Operation that answered. */
  readonly operation: CalledName;
  /**
   * Where in the answer: `items.0.name`. Never the value, and `*` for a key that the contract does not name.
   */
  readonly path: string;
  /** What differs, as a code. */
  readonly code: string;
}

/** How failed calls are repeated. */
export interface RetryOptions {
  /** Retries of one call, 0 to 100; 2. */
  readonly maxRetries?: number;
  /** Ceiling of the first wait, doubled with each retry, in milliseconds; 250. */
  readonly baseDelayMs?: number;
  /** What the ceiling never exceeds, in milliseconds; 8 000. */
  readonly maxDelayMs?: number;
  /**
   * Longest `Retry-After` that is waited for, in milliseconds; 30 000. A random time comes on top, of up to a quarter
   * of it or the ceiling of the wait, and at most `maxDelayMs`.
   */
  readonly retryAfterCapMs?: number;
  /**
   * Retries of all calls together before any succeeded; ten that succeed earn one more; 20. Of these one caller takes
   * at most five; two of their calls that succeed earn one more.
   */
  readonly budget?: number;
}

/** How chat sessions are tied to their user. */
export interface SessionOptions {
  /**
   * Secret that the MAC's key comes from, the same on every replica. A text of at least 16 characters is
   * stretched by scrypt (RFC 7914) at the first session, which takes about 0.1 s and 32 MiB. At least 32
   * bytes are the key as they are.
   */
  readonly key: string | Uint8Array;
  /**
   * Former keys, and the next one while a rotation begins: sessions that were bound with them continue, and
   * the answer binds them with `key`.
   *
   * @defaultValue none
   */
  readonly previousKeys?: readonly (string | Uint8Array)[];
}

/** Whose certificates are trusted. */
export interface TlsOptions {
  /** PEM file of certificate authorities to trust beside those of Node. */
  readonly caFile: string;
}

/** What a client is made of. */
export interface KagentiClientOptions {
  /** Address of the Kagenti backend: https, or http on loopback. */
  readonly baseUrl: string;
  /** Where access tokens come from. */
  readonly tokens: TokenSources;
  /** Takes http on `*.svc` and `*.svc.cluster.local`, for clusters whose mesh encrypts; false. */
  readonly allowInClusterHttp?: boolean;
  /** Decides who may make which call; without it nothing is asked. */
  readonly authorize?: Authorize;
  /** Takes audit events. */
  readonly audit?: AuditSink;
  /** How chat sessions are tied to their user; without it each process has a key of its own. */
  readonly sessions?: SessionOptions;
  /** The only namespaces that may be called; without it all may. */
  readonly namespaces?: readonly string[];
  /** Agent of a chat call that names none, as `namespace/name`. */
  readonly defaultAgent?: string;
  /**
   * Undici dispatcher to send with; it stays open when the client closes. By default the client has
   * connections of its own: HTTP/2 where the server offers it; https through the proxy that HTTPS_PROXY
   * names, unless NO_PROXY names the host; plain http never through a proxy.
   */
  readonly dispatcher?: Dispatcher;
  /** Whose certificates are trusted; not with `dispatcher`. */
  readonly tls?: TlsOptions;
  /** The timeouts of calls. */
  readonly timeouts?: TimeoutOptions;
  /** How failed calls are repeated. */
  readonly retry?: RetryOptions;
  /** How answers are compared with the contract; `report`. */
  readonly validation?: Validation;
  /**
   * Is told of each difference between an answer and the contract, where `validation` is `report`. It is not
   * waited for, and its failure is logged and changes nothing.
   */
  readonly onDrift?: (drift: Drift) => void | Promise<void>;
  /**
   * Names of headers that calls may have in `headers`, beside `accept-language`, `baggage`, `traceparent` and
   * `tracestate`. Headers of authorization, identity, origin and framing cannot be allowed. Default: none.
   */
  readonly allowedHeaders?: readonly string[];
  /** Takes what nobody is told otherwise. */
  readonly logger?: KagentiLogger;
}

/** What any call may be given. */
export interface CallOptions {
  /** Ends the call immediately. */
  readonly signal?: AbortSignal | null | undefined;
  /**
   * How long the call may take, in milliseconds, 1 to 2 147 483 647, instead of the client's
   * `timeouts.totalMs`; for a stream, until its headers. The clocks for headers and silence give way to a
   * longer one.
   */
  readonly timeoutMs?: number;
  /** Retries of this call, 0 to 100, instead of the client's `retry.maxRetries`. */
  readonly maxRetries?: number;
  /**
   * Headers that every attempt carries: `accept-language`, `baggage`, `traceparent`, `tracestate`, and what
   * the client's `allowedHeaders` names. Of a trace context, that of the process's propagator wins.
   * Default: none.
   */
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * Id by which the call can be found in several systems: 1 to 128 letters, digits and `_ . : -`. It is
   * sent as `X-Correlation-Id`, and is in every audit event and on the span of the call. Default: none.
   */
  readonly correlationId?: string;
}
