import { execFile } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { PassThrough, Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { fetch, interceptors, request } from 'undici';
import { expect, test, vi } from 'vitest';
import { startBearerSetting } from '../../test/fixtures/bearer.fixture.ts';
import { ScriptedApi } from '../../test/fixtures/scripted-api.fixture.ts';
import { gated, hang, json } from '../../test/fixtures/scripted-endpoint.fixture.ts';
import { bearerInterceptor } from './bearer-interceptor.ts';

const run = promisify(execFile);
const missingFile = '/nowhere/at-all';

/** How a caller sends a stream with each function of undici, as source text and as a call. */
const ways = {
  request: `request(origin, { dispatcher, method: 'POST', body })`,
  fetch: `fetch(origin, { dispatcher, method: 'POST', body, duplex: 'half' })`,
  stream: `stream(origin, { dispatcher, method: 'POST', body }, () => process.stdout)`,
};

/** The versions of undici that the interceptor works with, by where they are. */
const undicis = {
  'undici 7': import.meta.resolve('undici-7'),
  'undici 8': import.meta.resolve('undici'),
};

/** Node streams that fail, as source text: at once, or after the first chunk. */
const failures = {
  ENOENT: `createReadStream(${JSON.stringify(missingFile)})`,
  LATE: `Readable.from((async function* () {
    yield 'hello';
    await new Promise(resolve => setTimeout(resolve, 100));
    throw Object.assign(new Error('The source broke'), { code: 'LATE' });
  })())`,
};

/** A program that sends a stream through the interceptor of a manager, and says what became of it. */
function program(
  [undici, way, failure]: readonly [keyof typeof undicis, keyof typeof ways, keyof typeof failures],
  addresses: { readonly tokenEndpoint: string; readonly origin: string },
): Promise<{ stdout: string }> {
  const script = `
    import { createReadStream } from 'node:fs';
    import { Readable } from 'node:stream';
    import { Agent, fetch, request, stream } from ${JSON.stringify(undicis[undici])};
    import { bearerInterceptor, KeycloakTokenManager } from ${JSON.stringify(import.meta.resolve('../index.ts'))};
    const { tokenEndpoint, origin } = ${JSON.stringify(addresses)};
    const manager = new KeycloakTokenManager({
      tokenEndpoint, clientId: 'boost', clientSecret: 'not-a-word-7f3a',
    });
    const dispatcher = new Agent().compose(bearerInterceptor(manager, { origins: [origin] }));
    const body = ${failures[failure]};
    await ${ways[way]}.then(
      () => console.log('answered'),
      error => console.log('rejected', error.code ?? error.cause.code),
    );
    console.log('lives,', manager.health().renewing ? 'renewing' : 'idle');
    process.exit();`;
  return run(process.execPath, ['--input-type=module', '--eval', script], { timeout: 10_000 });
}

test.each([
  ['undici 8', 'request'],
  ['undici 8', 'fetch'],
  ['undici 8', 'stream'],
  ['undici 7', 'request'],
  ['undici 7', 'fetch'],
  ['undici 7', 'stream'],
] as const)(
  'harm 3: a missing file as body, with %s and %s, rejects the request and not the process [bearer-interceptor/Body that fails while waiting for a token]',
  async (undici, way) => {
    const { api, endpoint } = await startBearerSetting();
    endpoint.answer = hang;
    const { tokenEndpoint } = endpoint;
    const { stdout } = await program([undici, way, 'ENOENT'], {
      tokenEndpoint,
      origin: api.origin,
    });
    expect(stdout.trim().split('\n')).toEqual(['rejected ENOENT', 'lives, renewing']);
    expect(api.requests).toHaveLength(0);
  },
);

test.each([
  ['undici 8', 'request'],
  ['undici 8', 'fetch'],
  ['undici 7', 'request'],
  ['undici 7', 'fetch'],
] as const)(
  'harm 3: a stream that fails after the token came, with %s and %s, rejects the request and not the process [bearer-interceptor/Body that fails while waiting for a token]',
  async (undici, way) => {
    const { api, endpoint } = await startBearerSetting();
    const { tokenEndpoint } = endpoint;
    const addresses = { tokenEndpoint, origin: api.origin };
    const { stdout } = await program([undici, way, 'LATE'], addresses);
    expect(stdout.trim().split('\n')).toEqual(['rejected LATE', 'lives, idle']);
  },
);

test('a body that fails before its token comes is not sent once it does [bearer-interceptor/Body that fails while waiting for a token]', async () => {
  const { api, endpoint, manager, dispatcher } = await startBearerSetting();
  const { answer, open } = gated();
  endpoint.answer = answer;
  const reason = new Error('The source broke');
  async function* failing() {
    yield await Promise.reject<Buffer>(reason);
  }
  for (const body of [new PassThrough().destroy(reason), failing()]) {
    const call = request(api.origin, { dispatcher, method: 'POST', body: asBody(body) });
    await expect(call).rejects.toBe(reason);
  }
  const call = fetch(api.origin, { dispatcher, method: 'POST', body: failing(), duplex: 'half' });
  await expect(call).rejects.toMatchObject({ cause: reason });
  await vi.waitFor(() => expect(endpoint.requests).toHaveLength(1));
  open();
  expect(await manager.getToken()).toBe('token-1');
  await pause(30);
  expect(api.requests).toHaveLength(0);
});

test('a body that fails once it is sent fails the request, as without the interceptor [bearer-interceptor/Body that fails while waiting for a token]', async () => {
  const { api, dispatcher } = await startBearerSetting();
  const reason = new Error('The source broke later');
  async function* failing() {
    yield 'hello';
    await pause(100);
    throw reason;
  }
  for (const body of [Readable.from(failing()), failing()]) {
    const call = request(api.origin, { dispatcher, method: 'POST', body: asBody(body) });
    await expect(call).rejects.toBe(reason);
  }
});

test('a body that fails while an interceptor inside waits fails the request [bearer-interceptor/Body that fails while waiting for a token]', async () => {
  const { api, manager, agent } = await startBearerSetting();
  const origin = api.origin.replace('127.0.0.1', 'localhost');
  let found: (() => void) | undefined;
  const dns = interceptors.dns({
    lookup(_origin, _options, callback) {
      found = () => callback(null, [{ address: '127.0.0.1', family: 4, ttl: 60_000 }]);
    },
  });
  const dispatcher = agent.compose(dns, bearerInterceptor(manager, { origins: [origin] }));
  const body = new PassThrough();
  const call = request(origin, { dispatcher, method: 'POST', body });
  call.catch(() => {});
  await vi.waitFor(() => expect(found).toBeDefined());
  const reason = new Error('The source broke');
  body.destroy(reason);
  await pause(10);
  found?.();
  await expect(call).rejects.toBe(reason);
});

test('one chunk is read of a body that waits, and all of it arrives in its order', async () => {
  const { api, endpoint, dispatcher } = await startBearerSetting();
  const { answer, open } = gated();
  endpoint.answer = answer;
  let read = 0;
  async function* letters() {
    for (const letter of 'abc') {
      read += 1;
      yield letter;
    }
  }
  const call = request(api.origin, { dispatcher, method: 'POST', body: asBody(letters()) });
  await vi.waitFor(() => expect(endpoint.requests).toHaveLength(1));
  await pause(30);
  expect(read).toBe(1);
  open();
  expect((await call).statusCode).toBe(200);
  expect(String(api.requests[0]?.body)).toBe('abc');
});

test('an iterator whose request is not sent ends and frees its source', async () => {
  const { endpoint, dispatcher, api } = await startBearerSetting();
  endpoint.answer = json({ error: 'invalid_client' }, 401);
  let isEnded = false;
  async function* letters() {
    try {
      for (;;) yield 'a';
    } finally {
      isEnded = true;
    }
  }
  const call = request(api.origin, { dispatcher, method: 'POST', body: asBody(letters()) });
  await expect(call).rejects.toMatchObject({ code: 'rejected' });
  await vi.waitFor(() => expect(isEnded).toBe(true));

  const file = createReadStream(new URL(import.meta.url));
  const fetched = fetch(api.origin, { dispatcher, method: 'POST', body: file, duplex: 'half' });
  await expect(fetched).rejects.toMatchObject({ cause: { code: 'held' } });
  await vi.waitFor(() => expect(file.destroyed).toBe(true));
});

test('an iterator whose request finds no server ends and frees its source', async () => {
  const { manager, agent } = await startBearerSetting();
  const closed = await ScriptedApi.start();
  await closed[Symbol.asyncDispose]();
  const dispatcher = agent.compose(bearerInterceptor(manager, { origins: [closed.origin] }));
  let openSources = 0;
  async function* letters() {
    openSources += 1;
    try {
      for (;;) yield 'a';
    } finally {
      openSources -= 1;
    }
  }
  const body = asBody(letters());
  const call = request(closed.origin, { dispatcher, method: 'POST', body });
  await expect(call).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  await vi.waitFor(() => expect(openSources).toBe(0));
});

test('a body that is read by somebody else already fails its request [bearer-interceptor/Body that fails while waiting for a token]', async () => {
  const { api, dispatcher } = await startBearerSetting();
  const body = new Blob(['hello']).stream();
  body.getReader();
  const call = request(api.origin, { dispatcher, method: 'POST', body: asBody(body) });
  await expect(call).rejects.toMatchObject({ code: 'ERR_INVALID_STATE' });
  expect(api.requests).toHaveLength(0);
});

/** undici takes more than its types say. */
function asBody(body: AsyncIterable<unknown>): Readable {
  return Object.assign(body);
}
