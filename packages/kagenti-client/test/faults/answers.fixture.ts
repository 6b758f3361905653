import type { Socket } from 'node:net';
import type { FaultRequest, Treatment } from './fault.fixture.ts';

/** Stands for the account's token. */
export const canaryToken = 'canary-token-5d1f';

/** Stands for what a user wrote. */
export const canaryText = 'canary text of the user';

/** What a server says that repeats all that it was told. */
export const echo = `You sent "Bearer ${canaryToken}" and "${canaryText}".`;

/** What a stream holds that ends well. */
export const reply = [
  'data: {"session_id":"s","content":"hi"}\n\n',
  'data: {"session_id":"s","done":true}\n\n',
].join('');

/** An event before the end of a reply. */
export const firstEvent = 'data: {"session_id":"s","content":"hi"}\n\n';

/** A header section as far as its last line but one; the answer is of the kind that was asked for. */
export function headOf(
  { wantsStream }: Pick<FaultRequest, 'wantsStream'>,
  status = '200 OK',
): string {
  const type = wantsStream ? 'text/event-stream' : 'application/json';
  return `HTTP/1.1 ${status}\r\ncontent-type: ${type}\r\n`;
}

/** The beginning of the body that was asked for. */
export function begunOf({ wantsStream }: Pick<FaultRequest, 'wantsStream'>): string {
  return wantsStream ? firstEvent : '{"items":[{"name":"';
}

/** The body that was asked for. */
export function bodyOf({ wantsStream }: Pick<FaultRequest, 'wantsStream'>): string {
  return wantsStream ? reply : '{"items":[]}';
}

/** Answers as a server does that is well. */
export const answerWell: Treatment = (socket, request) => {
  const body = bodyOf(request);
  socket.write(`${headOf(request)}content-length: ${body.length}\r\n\r\n${body}`);
};

/** Answers with that body, whole; of the media type that was asked for unless another is given. */
export function respond(
  status: number | string,
  body: string | Buffer = '',
  headers: Readonly<Record<string, string>> = {},
): Treatment {
  return (socket, request) => {
    const bytes = Buffer.from(body);
    const lines = Object.entries({
      'content-type': request.wantsStream ? 'text/event-stream' : 'application/json',
      'content-length': String(bytes.length),
      ...headers,
    }).map(([name, value]) => `${name}: ${value}\r\n`);
    const head = `HTTP/1.1 ${typeof status === 'number' ? `${status} Status` : status}\r\n`;
    socket.write(Buffer.concat([Buffer.from(`${head}${lines.join('')}\r\n`, 'latin1'), bytes]));
  };
}

/** Answers with JSON, whatever was asked for. */
export function json(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Treatment {
  return respond(status, JSON.stringify(body), { 'content-type': 'application/json', ...headers });
}

/** Does one thing to the first requests of an operation, and answers the others well. */
export function first(count: number, treat: Treatment): Treatment {
  return (socket, request) => {
    (request.index < count ? treat : answerWell)(socket, request);
  };
}

/** Writes a piece as often as the other side takes it. */
export function pour(socket: Socket, piece: string | Buffer): void {
  const more = (): void => {
    while (!socket.destroyed) {
      if (socket.write(piece)) continue;
      socket.once('drain', more);
      return;
    }
  };
  more();
}

/** Writes a piece every few milliseconds, without end. */
export function drip(socket: Socket, piece: string): void {
  const timer = setInterval(() => socket.write(piece), 20);
  socket.once('close', () => {
    clearInterval(timer);
  });
}

/** Resets the connection once the other side has read what was written. */
export function writeThenReset(socket: Socket, text: string): void {
  socket.write(text, () => {
    resetSoon(socket);
  });
}

/**
 * Resets the connection after some turns of the event loop, in which client and server have read what
 * is there: a reset overtakes the bytes before it.
 */
export function resetSoon(socket: Socket, turns = 20): void {
  setImmediate(() => {
    if (turns === 0) socket.resetAndDestroy();
    else resetSoon(socket, turns - 1);
  });
}
