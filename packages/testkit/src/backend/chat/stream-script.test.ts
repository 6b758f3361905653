import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { send } from '../call.fixture.ts';
import { type Issuer, startIssuer } from '../issuer.fixture.ts';
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
