import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { Agent, FormData as FormDataOf8, fetch as fetchOf8, Request as RequestOf8 } from 'undici';
import { FormData as FormDataOf7, fetch as fetchOf7, Request as RequestOf7 } from 'undici-7';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { startBearerSetting } from '../test/fixtures/bearer.fixture.ts';
import { refusing, refusingAll, ScriptedApi } from '../test/fixtures/scripted-api.fixture.ts';
import { gated, hang, inOrder, json, tokens } from '../test/fixtures/scripted-endpoint.fixture.ts';
import { failureOf, managerFor } from '../test/fixtures/test-manager.fixture.ts';
import { tokenFetch } from './token-fetch.ts';

type Fetch = typeof globalThis.fetch;

/** Each `fetch` that it is tried with, under one type: that of Node. */
interface Platform {
  readonly name: string;
  readonly fetch: Fetch | undefined;
  readonly Request: typeof globalThis.Request;
  readonly FormData: typeof globalThis.FormData;
}
const platforms: readonly Platform[] = [
  { name: "Node's fetch", fetch: undefined, Request, FormData },
  {
    name: 'undici 8',
    fetch: Object(fetchOf8),
    Request: Object(RequestOf8),
    FormData: Object(FormDataOf8),
  },
  {
    name: 'undici 7',
    fetch: Object(fetchOf7),
    Request: Object(RequestOf7),
    FormData: Object(FormDataOf7),
  },
];

const reason = new Error('The caller left');

describe.each(platforms)('$name', ({ fetch, Request, FormData }) => {
  async function start(...given: Parameters<typeof startBearerSetting>) {
    const setting = await startBearerSetting(...given);
    const { api, manager } = setting;
    return { ...setting, call: tokenFetch(manager, { origins: [api.origin], fetch }) };
  }

  test('a listed origin gets the token beside the headers of init or of the Request [bearer-interceptor/Fetch to a listed origin]', async () => {
    const { api, call } = await start();
    await (await call(`${api.origin}/text`, { headers: { 'x-one': '1' } })).text();
    await (await call(new URL(api.origin), { headers: new Headers({ 'x-one': '1' }) })).text();
    await (await call(new Request(api.origin, { headers: { 'x-one': '1' } }))).text();
    const both = new Request(api.origin, { headers: { 'x-one': '0' } });
    await (await call(both, { headers: [['x-one', '1']] })).text();
    expect(
      api.requests.map(({ authorization, headers }) => [authorization, headers['x-one']]),
    ).toEqual(Array.from({ length: 4 }, () => ['Bearer token-1', '1']));
  });

  test('other origins and requests with their own header are passed on [bearer-interceptor/Fetch to a listed origin]', async () => {
    const { api, endpoint, call } = await start(refusingAll);
    await using other = await ScriptedApi.start();
    await (await call(other.origin)).text();
    const own = { headers: { Authorization: 'Basic own' } };
    for (const answer of [await call(api.origin, own), await call(new Request(api.origin, own))]) {
      expect([answer.status, await answer.text()]).toEqual([401, 'refused']);
    }
    expect(other.requests).toMatchObject([{ authorization: undefined }]);
    expect(api.requests.map(({ authorization }) => authorization)).toEqual([
      'Basic own',
      'Basic own',
    ]);
    expect(endpoint.requests).toHaveLength(0);
    await expect(call('no URL')).rejects.toBeInstanceOf(TypeError);
  });

  const form = () => {
    const data = new FormData();
    data.append('hello', 'hello');
    return data;
  };
  const bodies: Record<string, () => NonNullable<RequestInit['body']> | null | undefined> = {
    none: () => undefined,
    null: () => null,
    text: () => 'hello',
    bytes: () => Buffer.from('hello'),
    'an ArrayBuffer': () => new Uint8Array(Buffer.from('hello')).buffer,
    'a Blob': () => new Blob(['hello']),
    'a form': form,
    'search parameters': () => new URLSearchParams({ hello: '' }),
  };
  test.each(Object.entries(bodies))(
    'a refused request with %s is sent once more, whole, also as Request [bearer-interceptor/Refused fetch is sent again]',
    async (_what, body) => {
      for (const asRequest of [false, true]) {
        const { api, call, manager } = await start(refusing('token-1'));
        const init = { method: 'POST', body: body() ?? null };
        const answer = await (asRequest
          ? call(new Request(api.origin, init))
          : call(api.origin, init));
        expect([answer.status, await answer.text()]).toEqual([200, 'ok token-2']);
        const sent = api.requests.map(seen => String(seen.body).includes('hello'));
        expect(sent).toEqual(Array.from({ length: 2 }, () => Boolean(body())));
        expect(manager.health()).toMatchObject({ forcedRenewalsLeft: 2 });
      }
    },
  );

  test('a second refusal reaches the caller, and so does the first without another token [bearer-interceptor/Refused fetch is sent again]', async () => {
    const { api, call, endpoint } = await start(refusingAll);
    const second = await call(api.origin);
    expect([second.status, await second.text()]).toEqual([401, 'refused']);
    expect(api.requests.map(({ authorization }) => authorization)).toEqual([
      'Bearer token-1',
      'Bearer token-2',
    ]);
    endpoint.answer = json({ error: 'invalid_client' }, 401);
    const first = await call(new Request(api.origin, { method: 'POST', body: 'hello' }));
    expect([first.status, await first.text()]).toEqual([401, 'refused']);
    expect(api.requests).toHaveLength(3);
  });

  test('a stream is not sent again, and the next request gets another token [bearer-interceptor/Refused fetch with a stream]', async () => {
    const { api, call } = await start(refusing('token-1', 'token-2'));
    const streams = [Readable.from(['hello']), new Blob(['hello']).stream()];
    for (const body of streams) {
      const init = Object.assign({ method: 'POST', duplex: 'half' as const }, { body });
      const answer = await call(api.origin, Object(init));
      expect([answer.status, await answer.text()]).toEqual([401, 'refused']);
    }
    expect(await (await call(api.origin)).text()).toBe('ok token-3');
    expect(api.requests.map(({ body }) => String(body))).toEqual(['hello', 'hello', '']);
  });

  test('the refused answer frees its connection [bearer-interceptor/Refused fetch is sent again]', async () => {
    const { api, call } = await start((response, _request, token) => {
      if (token !== 'token-1') response.end('ok');
      else response.writeHead(401).write('a beginning without an end');
    });
    expect(await (await call(api.origin)).text()).toBe('ok');
    await vi.waitFor(async () => expect(await api.connections()).toBeLessThan(2));
  });

  test('another origin gets no token by a redirect, listed or not, and its 401 drops none [bearer-interceptor/Fetch that is redirected to another origin]', async () => {
    await using other = await ScriptedApi.start(refusingAll);
    const { api, manager, endpoint } = await startBearerSetting(response =>
      response.writeHead(302, { location: `${other.origin}/there` }).end(),
    );
    for (const origins of [[api.origin], [api.origin, other.origin]]) {
      const answer = await tokenFetch(manager, { origins, fetch })(api.origin);
      expect([answer.status, await answer.text()]).toEqual([401, 'refused']);
    }
    expect(other.requests.map(({ authorization }) => authorization)).toEqual([
      undefined,
      undefined,
    ]);
    expect(manager.health()).toMatchObject({ forcedRenewalsLeft: 3 });
    expect(endpoint.requests).toHaveLength(1);
  });

  test('a redirect back to the first origin carries no token [bearer-interceptor/Fetch that is redirected to another origin]', async () => {
    await using other = await ScriptedApi.start();
    const { api, call } = await start((response, seen) => {
      if (seen.path === '/') response.writeHead(302, { location: other.origin }).end();
      else response.end('back');
    });
    other.answer = response => response.writeHead(302, { location: `${api.origin}/back` }).end();
    expect(await (await call(api.origin)).text()).toBe('back');
    expect(api.requests.map(({ authorization }) => authorization)).toEqual([
      'Bearer token-1',
      undefined,
    ]);
  });

  test('a 401 after a redirect within the origin is a refusal', async () => {
    const { api, call } = await start((response, seen, token) => {
      if (seen.path === '/') response.writeHead(302, { location: '/there' }).end();
      else refusing('token-1')(response, seen, token);
    });
    expect(await (await call(api.origin)).text()).toBe('ok token-2');
  });

  test("without a token it rejects with the manager's error and sends nothing [bearer-interceptor/Fetch without a token]", async () => {
    const { api, endpoint, call } = await start();
    endpoint.answer = json({ error: 'invalid_client' }, 401);
    const file = createReadStream(new URL(import.meta.url));
    const body = new Blob(['hello']).stream();
    const init = { method: 'POST', duplex: 'half' };
    expect(await failureOf(call(api.origin, Object({ ...init, body: file })))).toMatchObject({
      code: 'rejected',
    });
    expect(await failureOf(call(api.origin, Object({ ...init, body })))).toMatchObject({
      code: 'held',
    });
    expect(api.requests).toHaveLength(0);
    await vi.waitFor(() => expect(file.closed).toBe(true));
    expect((await body.getReader().read()).done).toBe(true);
  });

  test.each([
    ['init', (call: Fetch, origin: string, signal: AbortSignal) => call(origin, { signal })],
    [
      'the Request',
      (call: Fetch, origin: string, signal: AbortSignal) => call(new Request(origin, { signal })),
    ],
  ])(
    'a request that leaves by the signal of %s ends at once, before its first and its second token [bearer-interceptor/Fetch without a token]',
    async (_where, send) => {
      const { api, endpoint, call } = await start(refusingAll);
      const controller = new AbortController();
      endpoint.answer = inOrder(tokens(), hang);
      const running = send(call, api.origin, controller.signal);
      await vi.waitFor(() => expect(endpoint.requests).toHaveLength(2));
      controller.abort(reason);
      await expect(running).rejects.toBe(reason);
      const late = send(call, api.origin, controller.signal);
      await expect(late).rejects.toBe(reason);
      expect(api.requests).toHaveLength(1);

      const next = new AbortController();
      const waiting = send(call, api.origin, next.signal);
      next.abort(reason);
      await expect(waiting).rejects.toBe(reason);
      expect(api.requests).toHaveLength(1);
    },
  );

  test('a signal of null leaves the one of the Request aside', async () => {
    const { api, call } = await start();
    const request = new Request(api.origin, { signal: AbortSignal.abort(reason) });
    expect((await call(request, { signal: null })).status).toBe(200);
  });

  test('a file that is missing fails its request and not the process, before the token and after it', async () => {
    const { api, endpoint, call } = await start();
    const { answer, open } = gated();
    endpoint.answer = answer;
    const post = () => {
      const body = createReadStream('/nowhere/at-all');
      return call(api.origin, Object({ method: 'POST', duplex: 'half', body }));
    };
    await expect(post()).rejects.toMatchObject({ code: 'ENOENT' });
    open();
    await pause(30);
    // fetch wraps the error, unless the file fails before fetch is called.
    const error: unknown = await post().catch((thrown: unknown) => thrown);
    expect([Object(error).code, Object(error).cause?.code]).toContain('ENOENT');
    expect(api.requests).toHaveLength(0);
  });

  test('what the caller changes while the token is awaited changes nothing', async () => {
    const { api, endpoint, call } = await start();
    await using other = await ScriptedApi.start();
    const { answer, open } = gated();
    endpoint.answer = answer;
    const url = new URL('/meant', api.origin);
    const init = { method: 'POST', body: 'meant' };
    const running = call(url, init);
    await vi.waitFor(() => expect(endpoint.requests).toHaveLength(1));
    url.port = new URL(other.origin).port;
    url.pathname = '/changed';
    init.body = 'changed';
    open();
    expect((await running).status).toBe(200);
    expect(api.requests).toMatchObject([{ path: '/meant', body: Buffer.from('meant') }]);
    expect(other.requests).toEqual([]);
  });

  test('an address that reads otherwise the second time is read once', async () => {
    const { api, call } = await start();
    await using other = await ScriptedApi.start();
    const addresses = [api.origin, other.origin];
    await call(Object({ toString: () => addresses.shift() ?? other.origin }));
    expect([api.requests.length, other.requests.length]).toEqual([1, 0]);
  });

  test('init may be null, and a Request', async () => {
    const { api, call } = await start();
    await Reflect.apply(call, undefined, [api.origin, null]);
    const init = { method: 'POST', body: 'hello', headers: { 'x-one': '1' } };
    await call(api.origin, Object(new Request(api.origin, init)));
    expect(api.requests).toMatchObject([
      { method: 'GET', authorization: 'Bearer token-1' },
      {
        method: 'POST',
        authorization: 'Bearer token-1',
        headers: { 'x-one': '1' },
        body: Buffer.from('hello'),
      },
    ]);
  });

  test('a refused Request whose body init leaves in place with null is sent again', async () => {
    const { api, call } = await start(refusing('token-1'));
    const request = new Request(api.origin, { method: 'POST', body: 'hello' });
    expect(await (await call(request, { body: null })).text()).toBe('ok token-2');
    expect(api.requests.map(({ body }) => String(body))).toEqual(['hello', 'hello']);
  });

  const wrapped: Fetch = async (...given) => {
    const answer = await (fetch ?? globalThis.fetch)(...given);
    return new Response(await answer.text(), { status: answer.status });
  };
  test('a 401 without an address, which a wrapped fetch made, is a refusal', async () => {
    const { api, manager } = await start(refusing('token-1'));
    const call = tokenFetch(manager, { origins: [api.origin], fetch: wrapped });
    expect(await (await call(api.origin)).text()).toBe('ok token-2');
  });

  test('a Request that is used up rejects as without it', async () => {
    const { api, call } = await start();
    const request = new Request(api.origin, { method: 'POST', body: 'hello' });
    await request.text();
    await expect(call(request)).rejects.toBeInstanceOf(TypeError);
    expect(api.requests).toHaveLength(0);
  });
});

test("undici's fetch keeps its own type, and takes a dispatcher", async () => {
  const { api, manager } = await startBearerSetting();
  const dispatcher = new Agent();
  onTestFinished(() => dispatcher.destroy());
  const call: typeof fetchOf8 = tokenFetch(manager, { origins: [api.origin], fetch: fetchOf8 });
  expect(await (await call(api.origin, { dispatcher })).text()).toBe('ok');
  expect(api.requests).toMatchObject([{ authorization: 'Bearer token-1' }]);
});

test('the global fetch is the one at the call', async () => {
  const { manager } = await startBearerSetting();
  const call = tokenFetch(manager, { origins: ['https://api.example.com'] });
  const answer = new Response('from the test');
  const replaced = vi.spyOn(globalThis, 'fetch').mockResolvedValue(answer);
  onTestFinished(() => replaced.mockRestore());
  expect(await call('https://api.example.com/')).toBe(answer);
});

test.each<[string, Record<string, unknown>, string]>([
  ['no origins', {}, 'origins must be a list of at least one origin'],
  ['a path', { origins: ['https://api.example.com/a'] }, 'origins[0] has a path'],
  [
    'plain http',
    { origins: ['http://api.example.com'] },
    'origins[0] is plain http on api.example.com',
  ],
  ['a slip', { origins: ['https://api.example.com'], fetsh: 1 }, 'fetsh is none of the options'],
  ['no function', { origins: ['https://api.example.com'], fetch: 1 }, 'fetch must be a function'],
])('%s is refused when it is made', async (_what, options, message) => {
  await using manager = managerFor({ tokenEndpoint: 'https://keycloak.example.com/token' });
  expect(await failureOf(() => tokenFetch(manager, Object(options)))).toMatchObject({ message });
  expect(await failureOf(() => tokenFetch(Object({}), Object(options)))).toMatchObject({
    message: 'tokenFetch was given no token manager',
    hint: expect.stringContaining('tokenFetch(manager, { origins })'),
  });
});
