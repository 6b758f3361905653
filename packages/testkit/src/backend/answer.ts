import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';

/** What an operation answers: JSON, plain text, or a body that it writes bit by bit. */
export type Answer =
  | { status: number; headers?: OutgoingHttpHeaders; json: unknown }
  | { status: number; headers?: OutgoingHttpHeaders; text: string }
  | { status: number; headers?: OutgoingHttpHeaders; write: BodyWriter };

/** Writes a body and ends the answer, unless the signal says that the caller has left. */
export type BodyWriter = (response: ServerResponse, callerLeft: AbortSignal) => Promise<void>;

/** An answer that is no success; `detail` is what the real backend puts under that name. */
export class Refusal extends Error {
  readonly status: number;
  readonly detail: unknown;
  readonly headers: OutgoingHttpHeaders;

  constructor(status: number, detail: unknown, headers: OutgoingHttpHeaders = {}) {
    super(`The request is refused with ${status}`);
    this.name = 'Refusal';
    this.status = status;
    this.detail = detail;
    this.headers = headers;
  }

  /** The refusal as it goes out. */
  toAnswer(): Answer {
    return { status: this.status, headers: this.headers, json: { detail: this.detail } };
  }
}

/** What the real backend answers when it did not expect an error: no JSON, and none of its headers. */
export const internalServerError: Answer = {
  status: 500,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  text: 'Internal Server Error',
};

/** A success with a JSON body. */
export function ok(json: unknown): Answer {
  return { status: 200, json };
}

/** Sends an answer; what its `headers` say goes before the defaults, and undefined leaves one out. */
export async function sendAnswer(
  answer: Answer,
  response: ServerResponse,
  callerLeft: AbortSignal,
): Promise<void> {
  if ('write' in answer) {
    setHeaders(response, answer.headers);
    response.writeHead(answer.status);
    await answer.write(response, callerLeft);
    return;
  }
  const isJson = 'json' in answer;
  if (isJson) {
    response.setHeader('content-type', 'application/json');
  }
  setHeaders(response, answer.headers);
  const body = isJson ? JSON.stringify(answer.json) : answer.text;
  if (answer.status !== 204) {
    response.setHeader('content-length', Buffer.byteLength(body));
  }
  response.writeHead(answer.status);
  response.end(body);
}

function setHeaders(response: ServerResponse, headers: OutgoingHttpHeaders = {}): void {
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined) {
      response.removeHeader(name);
    } else {
      response.setHeader(name, value);
    }
  }
}
