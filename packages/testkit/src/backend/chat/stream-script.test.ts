import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { send } from '../../../test/backend/call.fixture.ts';
import { type Issuer, startIssuer } from '../../../test/backend/issuer.fixture.ts';
import { type KagentiBackend, startKagentiBackend } from '../kagenti-backend.ts';

let issuer: Issuer;
let backend: KagentiBackend;
let token: string;

beforeEach(async () => {
  issuer = await startIssuer();
  backend = await startKagentiBackend({ identityProvider: issuer, chat: { chunkDelayMs: 1 } });
  token = await issuer.token();
});

afterEach(async () => {
  await backend.stop();
  await issuer.stop();
});

const stream = (signal?: AbortSignal) =>
  send(backend.baseUrl, 'POST', '/api/v1/chat/team1/weather-agent/stream', {
    token,
    body: { message: 'hello' },
    ...(signal === undefined ? {} : { signal }),
  });

async function readAll(response: Response): Promise<{ chunks: Buffer[]; broken: boolean }> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of response.body ?? []) {
      chunks.push(Buffer.from(chunk));
    }
    return { chunks, broken: false };
  } catch {
    return { chunks, broken: true };
  }
}

describe('a scripted stream', () => {
  test('its bytes come as they are, split within a character [developer-tooling/Backend streams a script byte for byte]', async () => {
    const bytes = Buffer.from('\ufeffdata: {"content": "☀"}\r\n\r\n: comment\rdata: x');
    const chunks = [bytes.subarray(0, 24), { delayMs: 100 }, bytes.subarray(24), { delayMs: 5 }];
    backend.chat.script({ chunks });
    const started = performance.now();
    const read = await readAll(await stream());
    expect(Buffer.concat(read.chunks)).toEqual(bytes);
    expect(read.chunks.length).toBe(2);
    expect(read.broken).toBe(false);
    expect(performance.now() - started).toBeGreaterThan(90);
  });

  test('each request gets its own, then the agent speaks again [developer-tooling/Backend streams a script byte for byte]', async () => {
    backend.chat.script({ chunks: ['first'] }, { times: 2 });
    backend.chat.script({ chunks: ['second'] });
    const texts: string[] = [];
    for (let time = 0; time < 4; time += 1) {
      texts.push(await (await stream()).text());
    }
    expect(texts.slice(0, 3)).toEqual(['first', 'first', 'second']);
    expect(texts[3]).toContain('"done": true');
  });

  test('a refused request takes no script [developer-tooling/Backend streams a script byte for byte]', async () => {
    backend.chat.script({ chunks: ['for the next'] });
    backend.faults.next({ kind: 'respond', status: 401 }, { operation: 'chat.stream' });
    expect((await stream()).status).toBe(401);
    expect(await (await stream()).text()).toBe('for the next');
  });

  test('a caller who leaves in a pause ends it [developer-tooling/Backend streams a script byte for byte]', async () => {
    backend.chat.script({ chunks: ['one', { delayMs: 60_000 }, 'two'] });
    const leaving = new AbortController();
    const response = await stream(leaving.signal);
    leaving.abort();
    await expect(response.text()).rejects.toThrow('aborted');
  });

  test('its status and content type are its own [developer-tooling/Backend streams with scripted status and headers]', async () => {
    const headers = { 'Content-Type': 'text/html', 'retry-after': '3' };
    backend.chat.script({ status: 503, headers, chunks: ['<html>'] });
    const response = await stream();
    expect(response.status).toBe(503);
    expect(response.headers.get('content-type')).toBe('text/html');
    expect(response.headers.get('retry-after')).toBe('3');
    expect(await response.text()).toBe('<html>');
    expect(backend.requests[0]?.status).toBe(503);
  });

  test('headers that are undefined are left out [developer-tooling/Backend streams with scripted status and headers]', async () => {
    const headers = { 'content-type': undefined, 'cache-control': undefined };
    backend.chat.script({ headers, chunks: ['data: {}\n\n'] });
    const response = await stream();
    expect(response.headers.has('content-type')).toBe(false);
    expect(response.headers.has('cache-control')).toBe(false);
    expect(await response.text()).toBe('data: {}\n\n');
  });

  test('a compressed stream is read as it was [developer-tooling/Backend streams with scripted status and headers]', async () => {
    const bytes = gzipSync('data: {"done": true}\n\n');
    const headers = { 'content-encoding': 'gzip' };
    backend.chat.script({ headers, chunks: [bytes.subarray(0, 9), bytes.subarray(9)] });
    const response = await stream();
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(await response.text()).toBe('data: {"done": true}\n\n');
  });

  test.each([
    ['no chunks', {}, 'chunks'],
    ['a chunk that is a number', { chunks: [5] }, 'chunks'],
    ['a misspelt pause', { chunks: [{ delay: 5 }] }, '{ delayMs }'],
    ['a misspelt ending', { chunks: [], ending: 'rest' }, 'end, cut, reset, stall'],
    ['a misspelt field', { chunks: [], header: {} }, 'no "header"'],
    ['a status that is no answer', { chunks: [], status: 100 }, '200 to 999'],
    ['a header in a number', { chunks: [], headers: { age: 3 } }, '"age" as text'],
  ])('%s is refused [developer-tooling/What is no fault is refused]', (_what, wrong, named) => {
    // As JavaScript gives it, past the types.
    expect(() => Reflect.apply(Reflect.get(backend.chat, 'script'), backend.chat, [wrong])).toThrow(
      expect.objectContaining({ name: 'TypeError', message: expect.stringContaining(named) }),
    );
  });

  test.each(['cut', 'reset'] as const)(
    'a %s breaks it off after its bytes [developer-tooling/Backend breaks a scripted stream off]',
    async ending => {
      backend.chat.script({ chunks: ['data: {"content": "so f'], ending });
      const read = await readAll(await stream());
      expect(Buffer.concat(read.chunks).toString()).toBe('data: {"content": "so f');
      expect(read.broken).toBe(true);
    },
  );

  test('a stall stays open and silent until the backend stops [developer-tooling/Backend breaks a scripted stream off]', async () => {
    backend.chat.script({ chunks: ['data: {}\n\n'], ending: 'stall' });
    const reading = readAll(await stream());
    const first = await Promise.race([
      reading,
      new Promise(resolve => {
        setTimeout(resolve, 80, 'still open');
      }),
    ]);
    expect(first).toBe('still open');
    await backend.stop();
    expect((await reading).broken).toBe(true);
  });

  test('a stall ends when the caller leaves [developer-tooling/Backend breaks a scripted stream off]', async () => {
    backend.chat.script({ chunks: [], ending: 'stall' });
    const leaving = new AbortController();
    const response = await stream(leaving.signal);
    leaving.abort();
    await expect(response.text()).rejects.toThrow('aborted');
  });
});
