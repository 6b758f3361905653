import type { ServerResponse } from 'node:http';
import { types } from 'node:util';
import type { RespondFault } from './fault.ts';

/** Answers as the fault says, in place of the server. */
export function respond(
  { status, headers, body = '' }: RespondFault,
  response: ServerResponse,
): void {
  const isJson = typeof body === 'object' && !types.isUint8Array(body);
  const content = Buffer.from(isJson ? JSON.stringify(body) : body);
  if (isJson) {
    response.setHeader('content-type', 'application/json');
  }
  // After the default, so that a fault may give JSON another media type (problem+json, say).
  for (const [name, value] of Object.entries(headers ?? {})) {
    response.setHeader(name, value);
  }
  const promised = response.getHeader('content-length');
  if (promised !== undefined && Number(promised) !== content.byteLength) {
    // On a connection that stays open, the caller would wait for the rest, or take what is too much
    // for the answer to its next request.
    const { socket } = response;
    response.once('finish', () => socket?.destroySoon());
  }
  response.writeHead(status);
  response.end(content);
}
