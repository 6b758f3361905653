import { Readable } from 'node:stream';
import { FormData, fetch, request } from 'undici';
import { expect, test, vi } from 'vitest';
import { startBearerSetting } from '../../test/fixtures/bearer.fixture.ts';
import { type ApiAnswer, refusing, refusingAll } from '../../test/fixtures/scripted-api.fixture.ts';
import { json } from '../../test/fixtures/scripted-endpoint.fixture.ts';

const tokensSeen = ({ requests }: { requests: readonly { authorization: string | undefined }[] }) =>
  requests.map(({ authorization }) => authorization?.replace('Bearer ', ''));

test('a refused request is sent once more with a new token, and its caller sees the second answer alone [bearer-interceptor/Request is sent again with a new token]', async () => {
  const { api, endpoint, dispatcher } = await startBearerSetting(refusing('token-1'));

  const { statusCode, body } = await request(api.origin, { dispatcher });

  expect([statusCode, await body.text()]).toEqual([200, 'ok token-2']);
  expect(tokensSeen(api)).toEqual(['token-1', 'token-2']);
  expect(endpoint.requests).toHaveLength(2);
});

test('a token that was replaced in the meantime is used without a token request [bearer-interceptor/Request is sent again with a new token]', async () => {
  const { api, endpoint, manager, dispatcher } = await startBearerSetting();
  api.answer = (response, seen, token) => {
    if (token === 'token-1') manager.invalidate(token);
    void manager.getToken().then(() => refusing('token-1')(response, seen, token));
  };

  const { body } = await request(api.origin, { dispatcher });

  expect(await body.text()).toBe('ok token-2');
  expect(endpoint.requests).toHaveLength(2);
});

test('a long refusal is not read to its end, nor is one that never ends [bearer-interceptor/Request is sent again with a new token]', async () => {
  const answers: ApiAnswer[] = [
    response => response.writeHead(401).end(Buffer.alloc(5_000_000)),
    response => {
      response.writeHead(401);
      const timer = setInterval(() => response.write(Buffer.alloc(40_000)), 5);
      response.once('close', () => clearInterval(timer));
    },
  ];
  for (const refuse of answers) {
    const { dispatcher, api } = await startBearerSetting((response, seen, token) =>
      token === 'token-1' ? refuse(response, seen, token) : response.end(`ok ${token}`),
    );
    const { body } = await request(api.origin, { dispatcher });
    expect(await body.text()).toBe('ok token-2');
  }
});

test('a refusal whose connection breaks is sent again all the same [bearer-interceptor/Request is sent again with a new token]', async () => {
  const { api, dispatcher } = await startBearerSetting((response, _request, token) => {
    if (token === 'token-1') {
      response.writeHead(401, { 'content-length': 100 }).write('ref');
      setTimeout(() => response.destroy(), 20);
    } else response.end(`ok ${token}`);
  });

  const { body } = await request(api.origin, { dispatcher });

  expect(await body.text()).toBe('ok token-2');
});

test('a second refusal reaches the caller, whole [bearer-interceptor/Second refusal reaches the caller]', async () => {
  const { api, dispatcher } = await startBearerSetting(refusingAll);

  const { statusCode, body } = await request(api.origin, { dispatcher });

  expect([statusCode, await body.text()]).toEqual([401, 'refused']);
  expect(tokensSeen(api)).toEqual(['token-1', 'token-2']);
});

test('when the budget of forced renewals is spent, the refusal reaches the caller, whole [bearer-interceptor/Second refusal reaches the caller]', async () => {
  const { api, endpoint, dispatcher } = await startBearerSetting(refusingAll);

  for (let call = 0; call < 6; call += 1) {
    const { statusCode, body } = await request(api.origin, { dispatcher });
    expect([statusCode, await body.text()]).toEqual([401, 'refused']);
  }

  expect(endpoint.requests).toHaveLength(4);
  expect(api.requests).toHaveLength(6 + 3);
});

test.each([
  ['in one piece', (response: Parameters<ApiAnswer>[0]) => response.writeHead(401).end('refused')],
  [
    'in pieces, the last after the token request',
    (response: Parameters<ApiAnswer>[0]) => {
      response.writeHead(401).write('ref');
      setTimeout(() => response.end('used'), 50);
    },
  ],
])(
  'when Keycloak gives no other token, the refusal reaches the caller %s [bearer-interceptor/Second refusal reaches the caller]',
  async (_what, refuse) => {
    const { api, endpoint, manager, dispatcher } = await startBearerSetting(response => {
      refuse(response);
    });
    await manager.getToken();
    endpoint.answer = json({ error: 'invalid_client' }, 401);

    const { statusCode, body } = await request(api.origin, { dispatcher });

    expect([statusCode, await body.text()]).toEqual([401, 'refused']);
    expect(api.requests).toHaveLength(1);
  },
);

test.each<[string, () => Readable | AsyncIterable<string> | Iterable<string>]>([
  ['a stream', () => Readable.from(['a', 'b'])],
  [
    'an iterator',
    function* () {
      yield 'a';
      yield 'b';
    },
  ],
])(
  'a refused request with %s as body reaches the caller, and the next one has another token [bearer-interceptor/Body that cannot be sent again]',
  async (_what, body) => {
    const { api, dispatcher } = await startBearerSetting(refusing('token-1'));
    const post = { dispatcher, method: 'POST' } as const;

    const first = await request(api.origin, { ...post, body: Object(body()) });
    const second = await request(api.origin, { ...post, body: Object(body()) });

    expect([first.statusCode, await first.body.text()]).toEqual([401, 'refused']);
    expect([second.statusCode, await second.body.text()]).toEqual([200, 'ok token-2']);
    expect(api.requests.map(({ body: sent }) => String(sent))).toEqual(['ab', 'ab']);
  },
);

test.each([
  ['text', () => 'hello'],
  ['bytes', () => Buffer.from('hello')],
  ['a typed array', () => new TextEncoder().encode('hello')],
  ['a Blob', () => new Blob(['hello'])],
])(
  'a refused request with %s as body is sent again, whole [bearer-interceptor/Request is sent again with a new token]',
  async (_what, body) => {
    const { api, dispatcher } = await startBearerSetting(refusing('token-1'));

    const given = body();
    const sent = typeof given === 'string' ? given : Object(given);
    const answer = await request(api.origin, { dispatcher, method: 'POST', body: sent });

    expect(await answer.body.text()).toBe('ok token-2');
    expect(api.requests.map(each => String(each.body))).toEqual(['hello', 'hello']);
  },
);

test('a FormData is sent again, whole [bearer-interceptor/Request is sent again with a new token]', async () => {
  const { api, dispatcher } = await startBearerSetting(refusing('token-1'));
  const body = new FormData();
  body.append('name', 'value');

  const answer = await request(api.origin, { dispatcher, method: 'POST', body });

  expect(await answer.body.text()).toBe('ok token-2');
  for (const { body: sent } of api.requests) expect(String(sent)).toContain('value');
});

test('a refused fetch is sent again where it has no body [bearer-interceptor/Request is sent again with a new token]', async () => {
  const { api, dispatcher } = await startBearerSetting(refusing('token-1'));
  const answer = await fetch(api.origin, { dispatcher });
  expect([answer.status, await answer.text()]).toEqual([200, 'ok token-2']);
});

test.each([
  ['text', () => 'hello'],
  ['bytes', () => new TextEncoder().encode('hello')],
  ['a Blob', () => new Blob(['hello'])],
])(
  'a refused fetch with %s as body reaches the caller: to the dispatcher each is an iterator [bearer-interceptor/Body that cannot be sent again]',
  async (_what, body) => {
    const { api, dispatcher } = await startBearerSetting(refusing('token-1'));

    const answer = await fetch(api.origin, { dispatcher, method: 'POST', body: body() });

    expect([answer.status, await answer.text()]).toEqual([401, 'refused']);
    expect(api.requests.map(each => String(each.body))).toEqual(['hello']);
  },
);

test('five hundred refusals of one token cost one token request [bearer-interceptor/Many refusals of one token]', async () => {
  const { api, endpoint, manager, dispatcher } = await startBearerSetting();
  await manager.getToken();
  api.answer = (response, seen, token) => {
    setTimeout(() => refusing('token-1')(response, seen, token), Math.random() * 300);
  };

  const answers = await Promise.all(
    Array.from({ length: 500 }, () => request(api.origin, { dispatcher })),
  );
  const texts = await Promise.all(answers.map(({ body }) => body.text()));

  expect(new Set(texts)).toEqual(new Set(['ok token-2']));
  expect(endpoint.requests).toHaveLength(2);
  await vi.waitFor(() => expect(manager.health()).toMatchObject({ forcedRenewalsLeft: 2 }));
});
