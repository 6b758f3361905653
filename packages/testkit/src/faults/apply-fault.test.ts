import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type LoopbackServer, startLoopbackServer } from '../loopback-server.ts';
import { applyFault } from './apply-fault.ts';
import type { Fault } from './fault.ts';

let fault: Fault | undefined;
let server: LoopbackServer;
beforeEach(async () => {
  fault = undefined;
  server = await startLoopbackServer(async (_request, response) => {
    if ((await applyFault(fault, response)) === 'normal') {
      response.writeHead(200, { 'x-normal': 'yes' });
      response.write('one ');
      response.write(Buffer.from('two '), () => response.end('three'));
    }
  }, 0);
});
afterEach(() => server.stop());

test('no fault is the normal answer [developer-tooling/Fault meets the requests that it was queued for]', async () => {
  await expect((await fetch(server.origin)).text()).resolves.toBe('one two three');
});

test.each<[string, Omit<Extract<Fault, { kind: 'respond' }>, 'kind'>, string | null, string]>([
  ['text', { status: 429, headers: { 'retry-after': '3' }, body: 'slow down' }, null, 'slow down'],
  ['an object as JSON', { status: 400, body: { error: 'x' } }, 'application/json', '{"error":"x"}'],
  [
    'an object of another media type',
    { status: 400, headers: { 'content-type': 'application/problem+json' }, body: { a: 1 } },
    'application/problem+json',
    '{"a":1}',
  ],
  ['nothing', { status: 503 }, null, ''],
])(
  '%s is answered [developer-tooling/Fault respond answers in place of the server]',
  async (_name, given, type, text) => {
    fault = { kind: 'respond', ...given };

    const response = await fetch(server.origin);

    expect(response.status).toBe(given.status);
    expect(response.headers.get('content-type')).toBe(type);
    expect(response.headers.get('retry-after')).toBe(given.headers?.['retry-after'] ?? null);
    await expect(response.text()).resolves.toBe(text);
  },
);

test('bytes are answered as they are, compressed as the headers say', async () => {
  const headers = { 'content-encoding': 'gzip', 'content-type': 'application/json' };
  fault = { kind: 'respond', status: 502, headers, body: gzipSync('{"detail":"☀"}') };

  const response = await fetch(server.origin);

  await expect(response.json()).resolves.toEqual({ detail: '☀' });
});

test('bytes that are no UTF-8 are answered as they are', async () => {
  const body = new Uint8Array([0xff, 0x00, 0xc3]);
  fault = { kind: 'respond', status: 500, body };

  const response = await fetch(server.origin);

  expect(new Uint8Array(await response.arrayBuffer())).toEqual(body);
  expect(response.headers.get('content-type')).toBeNull();
});

test('a header is answered as often as it is given', async () => {
  fault = { kind: 'respond', status: 401, headers: { 'www-authenticate': ['Bearer', 'Basic'] } };

  const response = await fetch(server.origin);

  expect(response.headers.get('www-authenticate')).toBe('Bearer, Basic');
});

test.each([
  ['10', 'short'],
  ['2', 'too long'],
])('a Content-Length of %s is false for "%s"', async (length, body) => {
  fault = { kind: 'respond', status: 200, headers: { 'content-length': length }, body };

  const { text, ended } = await received();

  expect(text).toContain(`Content-Length: ${length}\r\n`.toLowerCase());
  expect(text).toMatch(new RegExp(`\r\n\r\n${body}$`));
  expect(ended).toBe('closed');
});

test('the normal answer comes later', async () => {
  fault = { kind: 'delay', delayMs: 200 };
  const start = performance.now();

  const response = await fetch(server.origin);

  expect(performance.now() - start).toBeGreaterThan(190);
  await expect(response.text()).resolves.toBe('one two three');
});

test('a caller that leaves during the delay ends it', async () => {
  fault = { kind: 'delay', delayMs: 60_000 };

  await expect(fetch(server.origin, { signal: AbortSignal.timeout(50) })).rejects.toThrow(
    'aborted due to timeout',
  );
});

test('no header comes', async () => {
  fault = { kind: 'hang' };

  await expect(received()).resolves.toEqual({ text: '', ended: undefined });
});

test('headers come and no body', async () => {
  fault = { kind: 'hang', phase: 'body' };

  const { text, ended } = await received();

  expect(text).toMatch(/^HTTP\/1.1 200 OK\r\nx-normal: yes\r\n[^]*\r\n\r\n$/);
  expect(ended).toBeUndefined();
});

test('the connection is reset before the answer', async () => {
  fault = { kind: 'reset' };

  await expect(received()).resolves.toEqual({ text: '', ended: 'ECONNRESET' });
});

test('the connection is reset inside the body', async () => {
  fault = { kind: 'reset', phase: 'body' };

  const { text, ended } = await received();

  expect(text).toMatch(/^HTTP\/1.1 200 OK\r\n[^]*\r\n\r\n1\r\no\r\n$/);
  expect(ended).toBe('ECONNRESET');
});

test.each([
  [0, ''],
  [3, 'one'],
  [6, 'one tw'],
])('the body ends after %i bytes', async (afterBytes, body) => {
  fault = { kind: 'cut', afterBytes };

  const { text, ended } = await received();

  const chunks = text.split('\r\n\r\n')[1] ?? '';
  expect(chunks.replaceAll(/\d\r\n|\r\n/g, '')).toBe(body);
  expect(ended).toBe('closed');
});

test('a body shorter than the cut is whole', async () => {
  fault = { kind: 'cut', afterBytes: 100 };

  await expect((await fetch(server.origin)).text()).resolves.toBe('one two three');
});

/** What comes over the wire in a moment, and how it ended: not at all, closed, or an error's code. */
function received(): Promise<{ text: string; ended: string | undefined }> {
  return new Promise(resolve => {
    const { port } = new URL(server.origin);
    const socket = connect(Number(port), '127.0.0.1', () => {
      socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    });
    let text = '';
    const finish = (ended: string | undefined) => {
      resolve({ text, ended });
      socket.destroy();
    };
    const patience = setTimeout(finish, 300, undefined);
    socket.on('data', data => {
      text += data.toString();
    });
    socket.on('error', (error: NodeJS.ErrnoException) => finish(error.code));
    socket.on('end', () => finish('closed'));
    socket.on('close', () => clearTimeout(patience));
  });
}
