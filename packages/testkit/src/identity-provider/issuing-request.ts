import { IncomingMessage } from 'node:http';
import type { ClientState } from './client-registry.ts';

/** What the token endpoint has found right, to be put into a token. */
export interface Grant {
  readonly client: ClientState;
  readonly scope: string;
}

/**
 * The request that oidc-provider sees in place of the one that came in: its path without the mount,
 * and a body that can still be read. (Given a body that was parsed before, it warns on the console.)
 */
export class IssuingRequest extends IncomingMessage {
  /** From here oidc-provider learns where it is mounted. */
  readonly originalUrl: string;
  /** Set on a request for a token. */
  readonly grant: Grant | undefined;

  constructor(
    request: IncomingMessage,
    {
      path,
      mountedAt,
      token,
    }: { path: string; mountedAt: string; token?: { grant: Grant; form: Record<string, string> } },
  ) {
    super(request.socket);
    const body = token && new URLSearchParams(token.form).toString();
    this.method = request.method;
    this.url = path;
    this.originalUrl = mountedAt + path;
    this.grant = token?.grant;
    this.headers = {
      host: request.headers.host,
      accept: 'application/json',
      ...(body !== undefined && {
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': String(body.length),
      }),
    };
    if (body !== undefined) {
      this.push(body);
    }
    this.push(null);
    this.complete = true;
  }
}
