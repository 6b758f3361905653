import { isError } from '@rhdh-boost/internal/error-name';
import { KagentiConnectionError } from '../errors/connection-error.ts';
import { KagentiHttpError } from '../errors/http-error.ts';
import { KagentiPermissionError } from '../errors/permission-error.ts';
import { describeCause } from '../errors/printing.ts';
import { problemOfProxy } from '../errors/proxy-failure.ts';
import { isCertificateFailure, isClientCertificateFailure } from '../errors/tls-failure.ts';
import type { KagentiLogger } from '../options/logger.ts';
import type { CalledName } from '../sending/called-operation.ts';
import type { TokenRedactor } from '../sending/token-redactor.ts';
import { quietly } from './quietly.ts';

/** What must be mended by a person, and the words for it. */
type Trouble = 'token' | 'role' | 'certificate' | 'client certificate' | 'proxy' | 'permission';

const troubles: Readonly<Record<Trouble, string>> = {
  token:
    'Kagenti does not accept the access tokens of the service account. Do Kagenti and the token endpoint belong to the same Keycloak realm?',
  role: 'The service account lacks a role for a Kagenti operation. Give it to the account in Keycloak; the error names it.',
  certificate:
    'The certificate of the Kagenti backend cannot be used. The error says why: it has expired, is for another name, or its authority is not known here (tls.caFile, boost.providers.kagenti.tls.caFile).',
  'client certificate':
    'The Kagenti backend ended the TLS handshake for want of a client certificate that it takes. Give the client a dispatcher that shows one.',
  permission:
    'The permission hook throws, and what it does not decide on is denied. Is the permission backend (@backstage/plugin-permission-backend) missing or down, or do the conditions of a policy name a plugin that has not registered boost-agent? The cause of the error says more.',
  proxy:
    'The proxy in HTTPS_PROXY opens no way to the Kagenti backend. Check it, or name the host of the backend in NO_PROXY; the error says what it answered.',
};

/**
 * The logger, whose failure is no part of the work, and the lines that several calls would say. Lines hold
 * names of operations and codes, and nothing of a caller's or a server's.
 */
export class Diagnostics {
  readonly #logger: KagentiLogger | undefined;
  readonly #redactor: TokenRedactor;
  readonly #said = new Set<string>();

  /**
   * @param logger - Takes lines at debug where it has that.
   * @param redactor - Knows the tokens, which no line holds.
   */
  constructor(logger: KagentiLogger | undefined, redactor: TokenRedactor) {
    this.#logger = logger;
    this.#redactor = redactor;
  }

  /** True where a line at debug goes anywhere: nothing need be made for one that does not. */
  get isVerbose(): boolean {
    return this.#logger?.debug !== undefined;
  }

  /** What the client did by itself. */
  debug(message: string, meta: Record<string, string>): void {
    quietly(() => this.#logger?.debug?.(message, this.#withoutTokens(meta)));
  }

  /** What is worth knowing once. */
  info(message: string): void {
    quietly(() => this.#logger?.info(message));
  }

  /** What is lost or wrong. */
  warn(message: string, meta: Record<string, string>): void {
    quietly(() => this.#logger?.warn(message, this.#withoutTokens(meta)));
  }

  #withoutTokens(meta: Record<string, string>): Record<string, string> {
    return Object.fromEntries(
      Object.entries(meta).map(([key, value]) => [key, this.#redactor.redact(value)]),
    );
  }

  /** Says once for an operation what must be mended before its calls can succeed. */
  warnOfFailure(operation: CalledName, error: unknown): void {
    if (this.#logger === undefined) return;
    const trouble = troubleOf(error);
    if (trouble === undefined) return;
    const cause = isError(error) ? describeCause(error.cause) : undefined;
    const line = `${operation} ${trouble} ${cause}`;
    if (this.#said.has(line)) return;
    this.#said.add(line);
    this.warn(troubles[trouble], { operation, ...(cause === undefined ? {} : { cause }) });
  }
}

function troubleOf(error: unknown): Trouble | undefined {
  if (error instanceof KagentiHttpError) {
    // With a cause the identity provider fails, and the token manager reports it.
    if (error.accountRefused) return error.cause === undefined ? 'token' : undefined;
    return error.requiredRoles === undefined ? undefined : 'role';
  }
  if (error instanceof KagentiPermissionError) {
    return error.code === 'permission_undecided' ? 'permission' : undefined;
  }
  if (!(error instanceof KagentiConnectionError)) return undefined;
  if (isCertificateFailure(error.reason)) return 'certificate';
  if (isClientCertificateFailure(error.reason)) return 'client certificate';
  return problemOfProxy(error.reason) === undefined ? undefined : 'proxy';
}
