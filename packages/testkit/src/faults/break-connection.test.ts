import type { IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type LoopbackServer, startLoopbackServer } from '../loopback-server.ts';
import { applyFault } from './apply-fault.ts';
import type { Fault } from './fault.ts';

const whole = 'HTTP/1.1 201 Created\r\nx-normal: yes\r\n';

let fault: Fault;
let server: LoopbackServer;
let socket: Socket;
/** What the server saw. */
let request: IncomingMessage;
let hasRun: boolean;

beforeEach(async () => {
  hasRun = false;
  server = await startLoopbackServer(async (incoming, response) => {
    request = incoming;
    if ((await applyFault(fault, response)) === 'normal') {
      hasRun = true;
      response.setHeader('x-normal', 'yes');
      response.writeHead(201);
      await new Promise<void>(resolve => {
        response.write('one two', () => resolve());
      });
      response.end();
    }
  }, 0);
  socket = connect(Number(new URL(server.origin).port), '127.0.0.1');
});
afterEach(async () => {
  socket.destroy();
  await server.stop();
});

test.each<[Fault, string | undefined]>([
  [{ kind: 'hang', phase: 'request' }, undefined],
  [{ kind: 'reset', phase: 'request' }, 'ECONNRESET'],
  [{ kind: 'cut', phase: 'request' }, 'closed'],
])(
  '%j happens while the body is on its way [developer-tooling/Fault before the operation prevents it]',
  async (given, end) => {
    fault = given;
    socket.write(head(10));

    await expect(received()).resolves.toEqual({ text: '', ended: end });

    expect(request.complete).toBe(false);
    expect(hasRun).toBe(false);
  },
);

test('a body that is not read stays with the caller', async () => {
  fault = { kind: 'hang', phase: 'request' };
  const body = Buffer.alloc(64 * 1024 * 1024);
  socket.write(head(body.byteLength));
  socket.write(body);

  await received();

  expect(request.complete).toBe(false);
  expect(socket.writableLength).toBeGreaterThan(0);
});

test.each<[Fault, string | undefined]>([
  [{ kind: 'hang', phase: 'headers' }, undefined],
  [{ kind: 'reset', phase: 'headers' }, 'ECONNRESET'],
  [{ kind: 'cut', phase: 'headers' }, 'closed'],
])(
  '%j waits for the whole body [developer-tooling/Fault before the operation prevents it]',
  async (given, end) => {
    fault = given;
    socket.write(head(10));
    await expect(received()).resolves.toEqual({ text: '', ended: undefined });
    socket.write('0123456789');

    await expect(received()).resolves.toEqual({ text: '', ended: end });

    expect(request.complete).toBe(true);
    expect(hasRun).toBe(false);
  },
);

test.each<[Fault, string, string | undefined]>([
  [{ kind: 'hang', phase: 'response' }, '', undefined],
  [{ kind: 'reset', phase: 'response' }, '', 'ECONNRESET'],
  [{ kind: 'cut', phase: 'response' }, '', 'closed'],
  [{ kind: 'hang', phase: 'header-section', afterBytes: 10 }, 'HTTP/1.1 2', undefined],
  [{ kind: 'reset', phase: 'header-section', afterBytes: 1 }, 'H', 'ECONNRESET'],
  [{ kind: 'cut', phase: 'header-section', afterBytes: 25 }, whole.slice(0, 25), 'closed'],
])('%j lets the operation run', async (given, text, ended) => {
  fault = given;
  socket.write(head(0));

  await expect(received()).resolves.toEqual({ text, ended });

  expect(hasRun).toBe(true);
});

test('a header section is never sent whole', async () => {
  fault = { kind: 'cut', phase: 'header-section', afterBytes: 10_000 };
  socket.write(head(0));

  const { text, ended } = await received();

  expect(text).toMatch(/^HTTP\/1.1 201 Created\r\nx-normal: yes\r\n[^]*[^\n]\r\n$/);
  expect(text).not.toContain('\r\n\r\n');
  expect(ended).toBe('closed');
});

test.each<[Fault, string, string | undefined]>([
  [{ kind: 'hang', phase: 'body', afterBytes: 3 }, 'one', undefined],
  [{ kind: 'reset', phase: 'body', afterBytes: 5 }, 'one t', 'ECONNRESET'],
  [{ kind: 'reset', phase: 'body', afterBytes: 0 }, '', 'ECONNRESET'],
  [{ kind: 'cut', phase: 'body', afterBytes: 5 }, 'one t', 'closed'],
])('%j lets so much of the body out', async (given, body, end) => {
  fault = given;
  socket.write(head(0));

  const { text, ended } = await received();

  expect(text.split('\r\n\r\n')[1]?.replaceAll(/\d\r\n|\r\n/g, '')).toBe(body);
  expect(text).toMatch(/^HTTP\/1.1 201 /);
  expect(ended).toBe(end);
});

test('another answer has none of the headers of the lost one', async () => {
  fault = { kind: 'respond', status: 504, body: 'late', phase: 'response' };
  socket.write(head(0));

  const { text } = await received();

  expect(hasRun).toBe(true);
  expect(text).toMatch(/^HTTP\/1.1 504 Gateway Timeout\r\n[^]*\r\n\r\n4\r\nlate\r\n0\r\n\r\n$/);
  expect(text).not.toContain('x-normal');
});

function head(contentLength: number): string {
  return `POST / HTTP/1.1\r\nHost: x\r\nContent-Length: ${contentLength}\r\n\r\n`;
}

/** What comes in a moment, and how it ended: not at all, closed, or an error's code. */
async function received(): Promise<{ text: string; ended: string | undefined }> {
  let text = '';
  socket.on('data', data => {
    text += data.toString();
  });
  const ended = await new Promise<string | undefined>(resolve => {
    setTimeout(resolve, 300, undefined);
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code));
    socket.once('end', () => resolve('closed'));
  });
  socket.removeAllListeners('data');
  return { text, ended };
}
