import type { ServerResponse } from 'node:http';

/** A request that the token endpoint got. It holds no secret and no token. */
export interface RecordedTokenRequest {
  /** The client's id as it was sent; missing when none was, or none that may be shown. */
  readonly clientId?: string;
  /** How the client authenticated: a secret in the Authorization header or in the form, a signed assertion, or not at all. */
  readonly authentication: 'basic' | 'post' | 'assertion' | 'none';
  /** The request's `grant_type`, when it has one. */
  readonly grantType?: string;
  /** The answer's status; missing while there is none, and for ever when the connection hung or was reset. */
  readonly status?: number;
  /** The `error` of the answer, when it has one. */
  readonly error?: string;
  /** Whether a token was issued, also when the answer with it was lost. */
  readonly tokenIssued: boolean;
  /** When the request came in. */
  readonly startedAt: Date;
}

/** The record as it is written. */
export type TokenRequestDraft = {
  -readonly [Key in keyof RecordedTokenRequest]: RecordedTokenRequest[Key];
};

/** Notes the answer's status before the first byte goes out, so that no caller is quicker than the record. */
export function recordStatus(response: ServerResponse, record: TokenRequestDraft): void {
  const writeHead = response.writeHead.bind(response);
  response.writeHead = (status: number, ...rest: unknown[]): ServerResponse => {
    record.status = status;
    return Reflect.apply(writeHead, response, [status, ...rest]);
  };
}
