import { text } from 'node:stream/consumers';
import { Agent, type Dispatcher, fetch, interceptors, request, stream } from 'undici';
import { expect, onTestFinished, test, vi } from 'vitest';
import { type RedirectPlace, startBearerSetting } from '../../test/fixtures/bearer.fixture.ts';
import { refusing, ScriptedApi } from '../../test/fixtures/scripted-api.fixture.ts';
import { gated, json } from '../../test/fixtures/scripted-endpoint.fixture.ts';
import { failureOf } from '../../test/fixtures/test-manager.fixture.ts';
import { bearerInterceptor } from './bearer-interceptor.ts';

test.each<[string, string[] | Record<string, string> | Headers | undefined]>([
  ['no headers', undefined],
  ['a record', { 'x-one': '1' }],
  ['a flat list', ['x-one', '1']],
  ['a Headers', new Headers({ 'x-one': '1' })],
])(
  'a request with %s carries the token beside what it had [bearer-interceptor/Request to a listed origin carries the token]',
  async (_what, headers) => {
    const { api, dispatcher } = await startBearerSetting();

    const { statusCode, body } = await request(`${api.origin}/agents`, {
      dispatcher,
      ...(headers !== undefined && { headers }),
    });

    expect([statusCode, await body.text()]).toEqual([200, 'ok']);
    expect(api.requests[0]).toMatchObject({ path: '/agents', authorization: 'Bearer token-1' });
    expect(api.requests[0]?.headers['x-one']).toBe(headers === undefined ? undefined : '1');
  },
);

function* headersOnce(): Generator<[string, string[]]> {
  yield ['x-one', ['1', '2']];
}

test('headers that can be read once are sent both times [bearer-interceptor/Request is sent again with a new token]', async () => {
  const { api, dispatcher } = await startBearerSetting(refusing('token-1'));

  const { body } = await request(api.origin, { dispatcher, headers: headersOnce() });

  expect(await body.text()).toBe('ok token-2');
  expect(api.requests.map(each => each.headers['x-one'])).toEqual(['1, 2', '1, 2']);
});

test('a request to another origin carries none, and asks for none [bearer-interceptor/Request to another origin carries none]', async () => {
  const { endpoint, dispatcher } = await startBearerSetting();
  await using other = await ScriptedApi.start();

  const { body } = await request(other.origin, { dispatcher });

  expect(await body.text()).toBe('ok');
  expect(other.requests[0]?.authorization).toBeUndefined();
  expect(endpoint.requests).toHaveLength(0);
});

test.each<[RedirectPlace, number]>([
  ['inside', 302],
  ['inside', 307],
  ['outside', 302],
  ['outside', 307],
])(
  'with redirects followed %s, a %i to another origin takes no token along [bearer-interceptor/Redirect to another origin carries no token]',
  async (place, status) => {
    await using other = await ScriptedApi.start();
    const { api, dispatcher } = await startBearerSetting(response => {
      response.writeHead(status, { location: `${other.origin}/there` }).end();
    }, place);

    const { statusCode, body } = await request(api.origin, { dispatcher });

    expect([statusCode, await body.text()]).toEqual([200, 'ok']);
    expect(api.requests[0]?.authorization).toBe('Bearer token-1');
    expect(other.requests).toMatchObject([{ path: '/there' }]);
    expect(other.requests[0]?.authorization).toBeUndefined();
  },
);

test('with redirects followed outside, a listed target gets the token too', async () => {
  await using other = await ScriptedApi.start();
  const { api, manager } = await startBearerSetting(response => {
    response.writeHead(302, { location: `${other.origin}/there` }).end();
  });
  const agent = new Agent();
  onTestFinished(() => agent.destroy());
  const dispatcher = agent.compose(
    interceptors.retry(),
    bearerInterceptor(manager, { origins: [api.origin, other.origin] }),
    interceptors.redirect({ maxRedirections: 3 }),
  );

  const { statusCode, body } = await request(api.origin, { dispatcher });

  expect([statusCode, await body.text()]).toEqual([200, 'ok']);
  expect(other.requests).toMatchObject([{ path: '/there', authorization: 'Bearer token-1' }]);
});

test("a header of the caller's own stays, and so does the refusal of it [bearer-interceptor/Header of the caller's stays]", async () => {
  const { api, endpoint, dispatcher } = await startBearerSetting(response => {
    response.writeHead(401).end('who?');
  });

  const { statusCode, body } = await request(api.origin, {
    dispatcher,
    headers: { Authorization: 'Basic of-my-own' },
  });

  expect([statusCode, await body.text()]).toEqual([401, 'who?']);
  expect(api.requests).toMatchObject([{ authorization: 'Basic of-my-own' }]);
  expect(endpoint.requests).toHaveLength(0);
});

test("when there is no token the request fails with the manager's error and is not sent [bearer-interceptor/Token cannot be obtained]", async () => {
  const { api, endpoint, dispatcher } = await startBearerSetting();
  endpoint.answer = json({ error: 'invalid_client' }, 401);

  const error = await failureOf(request(api.origin, { dispatcher }));

  expect(error).toMatchObject({ code: 'rejected', oauthError: 'invalid_client' });
  expect(api.requests).toHaveLength(0);
});

test("fetch fails with a TypeError whose cause is the manager's error [bearer-interceptor/Token cannot be obtained]", async () => {
  const { api, endpoint, dispatcher } = await startBearerSetting();
  endpoint.answer = json({ error: 'invalid_client' }, 401);

  const error: unknown = await fetch(api.origin, { dispatcher }).catch(reason => reason);

  expect(error).toBeInstanceOf(TypeError);
  expect(error).toMatchObject({ message: 'fetch failed', cause: { code: 'rejected' } });
  expect(api.requests).toHaveLength(0);
});

test('what undici does not take of a request fails as without the interceptor', async () => {
  const { api, dispatcher } = await startBearerSetting();
  const wrong = request(api.origin, { dispatcher, headers: { 'bad header': '1' } });
  await expect(wrong).rejects.toMatchObject({ code: 'UND_ERR_INVALID_ARG' });
  expect(api.requests).toHaveLength(0);
});

test('fetch carries the token, for a stream as body too [bearer-interceptor/Request to a listed origin carries the token]', async () => {
  const { api, dispatcher } = await startBearerSetting();

  const got = await fetch(api.origin, { dispatcher });
  const posted = await fetch(api.origin, { dispatcher, method: 'POST', body: 'hello' });

  expect([await got.text(), await posted.text()]).toEqual(['ok', 'ok']);
  expect(api.requests.map(({ authorization }) => authorization)).toEqual([
    'Bearer token-1',
    'Bearer token-1',
  ]);
  expect(String(api.requests[1]?.body)).toBe('hello');
});

test("a request of another undici's, such as Node's own fetch, is refused and does not hang", async () => {
  const { api, dispatcher } = await startBearerSetting();
  const handler = Object({ onConnect() {}, onError() {} });
  const options = { origin: api.origin, path: '/', method: 'GET' } as const;
  expect(await failureOf(() => dispatcher.dispatch(options, handler))).toMatchObject({
    code: 'invalid_configuration',
    message: expect.stringContaining('another version of undici'),
    hint: expect.stringContaining('Take fetch or request from the undici'),
  });
  expect(api.requests).toHaveLength(0);
});

test('stream, pipeline and upgrade carry the token [bearer-interceptor/Request to a listed origin carries the token]', async () => {
  const { api, dispatcher } = await startBearerSetting();
  const { PassThrough } = await import('node:stream');

  const through = new PassThrough();
  await stream(api.origin, { dispatcher, method: 'GET' }, () => through);
  const options = { origin: api.origin, path: '/', method: 'POST' } as const;
  const pipeline = dispatcher.pipeline(options, ({ body }) => body);
  pipeline.end('hello');
  const { socket } = await dispatcher.upgrade({ ...options, method: 'GET', protocol: 'echo' });
  onTestFinished(() => void socket.destroy());

  expect([await text(through), await text(pipeline)]).toEqual(['ok', 'ok']);
  expect(api.requests.map(({ authorization }) => authorization)).toEqual(
    Array.from({ length: 3 }, () => 'Bearer token-1'),
  );
  expect(String(api.requests[1]?.body)).toBe('hello');
});

test.each([
  ['', (dispatcher: Dispatcher) => dispatcher],
  [
    ' behind others',
    (dispatcher: Dispatcher) => dispatcher.compose(interceptors.retry({ minTimeout: 1 })),
  ],
])(
  'a request that has its own rule is ended%s [bearer-interceptor/Request that has its own rule for the token]',
  async (_what, others) => {
    const { api, endpoint, manager, dispatcher } = await startBearerSetting();
    const getToken = vi.spyOn(manager, 'getToken');
    const ownRule = Symbol.for('@rhdh-boost/token-manager/bearer-of-its-own');
    const refusal = new Error('Give a dispatcher without it.');
    const options = {
      origin: api.origin,
      path: '/',
      method: 'GET' as const,
      [ownRule]: () => refusal,
    };

    const ended = new Promise(resolve => {
      others(dispatcher).dispatch(options, {
        onRequestStart: () => undefined,
        onResponseError: (_controller, error) => resolve(error),
      });
    });

    expect(await ended).toBe(refusal);
    // The endpoint alone would hear of it only later.
    expect(getToken).not.toHaveBeenCalled();
    expect([api.requests.length, endpoint.requests.length]).toEqual([0, 0]);
  },
);

test('what the caller changes of a request while the token is awaited changes nothing', async () => {
  const { api, endpoint, dispatcher } = await startBearerSetting();
  await using other = await ScriptedApi.start();
  const { answer, open } = gated();
  endpoint.answer = answer;
  const origin = new URL(api.origin);
  const headers = ['x-one', '1'];
  const running = dispatcher.request({ origin, path: '/', method: 'GET', headers });
  await vi.waitFor(() => expect(endpoint.requests).toHaveLength(1));
  origin.port = new URL(other.origin).port;
  headers.push('authorization', 'Basic other');
  open();
  expect((await running).statusCode).toBe(200);
  expect(api.requests).toMatchObject([{ authorization: 'Bearer token-1' }]);
  expect(other.requests).toEqual([]);
});
