import { once } from 'node:events';
import { Agent, createServer, request as httpRequest } from 'node:http';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { AuthenticationError } from '@backstage/errors';
import express4 from 'express';
import express5 from 'express-5';
import promiseRouter from 'express-promise-router';
import { expect, onTestFinished, test, vi } from 'vitest';
import {
  credentialsOfUser,
  serviceCredentials,
} from '../../test/fixtures/backstage-credentials.fixture.ts';
import { kagentiServerOfFile } from '../../test/fixtures/kagenti-server.fixture.ts';
import {
  jane,
  rejection,
  testClient,
  weatherAgent,
} from '../../test/fixtures/test-client.fixture.ts';
import { readReply } from '../browser/index.ts';
import type { KagentiClientOptions } from '../options/client-options.ts';
import { type KagentiRoutes, type KagentiRoutesOptions, kagentiRoutes } from './index.ts';

const server = kagentiServerOfFile();

/** The requests to Kagenti after this call. */
function sentFromNow() {
  const before = server.backend.requests.length;
  return () => server.backend.requests.slice(before);
}

/** The error in the body of an answer. */
async function errorOf(response: Response): Promise<Record<string, string>> {
  const { error }: { error: Record<string, string> } = JSON.parse(await response.text());
  return error;
}

/** Like that of Backstage: who has no token of a user is refused. */
const httpAuth: KagentiRoutesOptions['httpAuth'] = {
  // @ts-expect-error: the type of the credentials follows from `allow`.
  async credentials({ headers }, options): Promise<BackstageCredentials> {
    expect(options).toEqual({ allow: ['user'] });
    const token = headers.authorization?.replace('Bearer ', '');
    if (token === undefined) throw new AuthenticationError('Missing credentials');
    return token === 'service' ? serviceCredentials : credentialsOfUser(token);
  },
};

function partsOf(options: Partial<KagentiClientOptions> = {}) {
  const logger = { info: vi.fn<() => void>(), warn: vi.fn<() => void>() };
  const kagenti = testClient(server.backend.baseUrl, { tokens: server.tokens, ...options });
  onTestFinished(() => kagenti.close());
  return { logger, routes: kagentiRoutes({ kagenti, httpAuth, logger }) };
}

type ForUser = KagentiRoutes['forUser'];

/** The three routers that plugins have. The compiler checks that the routes fit each. */
const routers = {
  'Express 4': (routes: KagentiRoutes, act: Parameters<ForUser>[0], json: boolean) => {
    const router = express4.Router();
    if (json) router.use(express4.json());
    router.all('/act', routes.forUser(act));
    router.post('/agents/:namespace/:name/chat', routes.chat());
    router.post('/chat', routes.chat());
    return express4().use(router, routes.errors);
  },
  'Express 5': (routes: KagentiRoutes, act: Parameters<ForUser>[0], json: boolean) => {
    const router = express5.Router();
    if (json) router.use(express5.json());
    router.all('/act', routes.forUser(act));
    router.post('/agents/:namespace/:name/chat', routes.chat());
    router.post('/chat', routes.chat());
    return express5().use(router, routes.errors);
  },
  'express-promise-router': (routes: KagentiRoutes, act: Parameters<ForUser>[0], json: boolean) => {
    const router = promiseRouter();
    if (json) router.use(express4.json());
    router.all('/act', routes.forUser(act));
    router.post('/agents/:namespace/:name/chat', routes.chat());
    router.post('/chat', routes.chat());
    return express4().use(router, routes.errors);
  },
};
type RouterName = keyof typeof routers;
const routerNames: readonly RouterName[] = ['Express 4', 'Express 5', 'express-promise-router'];

interface AppParts {
  readonly router?: RouterName;
  readonly json?: boolean;
  readonly act?: Parameters<ForUser>[0];
  readonly client?: Partial<KagentiClientOptions>;
}

/** What a browser sends. */
interface Sent extends Omit<RequestInit, 'headers'> {
  readonly headers?: Readonly<Record<string, string>>;
}

/** A plugin's router on a server, with an end like that of Backstage's root router. */
async function startApp({
  router = 'Express 4',
  json = false,
  act = ({ agents }) => agents.list({ namespace: 'team1' }),
  client = {},
}: AppParts = {}) {
  const { routes, logger } = partsOf(client);
  const errors: unknown[] = [];
  const statuses: Readonly<Record<string, number>> = {
    InputError: 400,
    AuthenticationError: 401,
    NotAllowedError: 403,
    NotFoundError: 404,
  };
  const app = express4().use(routers[router](routes, act, json));
  const last: express4.ErrorRequestHandler = (error, { socket }, response, next) => {
    errors.push(error);
    if (response.headersSent) return next(error);
    const status = error?.statusCode ?? statuses[error?.name] ?? 500;
    response.setHeader('x-address', socket?.remoteAddress ?? 'unknown');
    response.status(status).json({ error: { ...error, name: error.name, message: error.message } });
  };
  app.use(last);
  const listening = createServer(app).listen(0, '127.0.0.1');
  onTestFinished(() => {
    listening.closeAllConnections();
    listening.close();
  });
  await once(listening, 'listening');
  const address = listening.address();
  const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  const send = (path: string, init: Sent = {}) =>
    fetch(`${origin}${path}`, {
      ...init,
      headers: { authorization: `Bearer ${jane}`, ...init.headers },
    });
  const post = (path: string, body: unknown) =>
    send(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  return { listening, origin, send, post, errors, logger };
}

test.each(routerNames)(
  'Routes: %s sends what the user of the request gets [backstage-kagenti-service/Route acts for the user of its request]',
  async router => {
    const { send, errors } = await startApp({ router });
    const sent = sentFromNow();

    const response = await send('/act');

    expect([response.status, response.headers.get('content-type')]).toEqual([
      200,
      'application/json; charset=utf-8',
    ]);
    expect(await response.json()).toMatchObject({ items: [{ name: 'weather-agent' }] });
    expect(sent()).toMatchObject([{ operation: 'agents.list', user: jane }]);

    expect((await send('/act', { headers: { authorization: 'Bearer service' } })).status).toBe(403);
    expect((await fetch(response.url)).status).toBe(401);
    expect(sent()).toHaveLength(1);
    expect(errors).toHaveLength(2);
  },
);

test.each(routerNames)(
  'Routes: %s answers a failed call with its status [backstage-kagenti-service/Route acts for the user of its request]',
  async router => {
    const missing = { namespace: 'team1', name: 'nobody' };
    const { send, logger } = await startApp({ router, act: ({ agents }) => agents.get(missing) });

    const response = await send('/act');

    expect([response.status, await response.json()]).toMatchObject([
      404,
      { error: { name: 'NotFoundError', code: 'http', requestId: expect.any(String) } },
    ]);
    expect(logger.info).toHaveBeenCalledOnce();
  },
);

test.each(routerNames)('Routes: %s passes on whatever a route throws', async router => {
  const first = new Error('at first');
  const failures: unknown[] = [first, undefined, null, 0, '', false, 'route', 'router', 'text'];
  const acts = failures.flatMap(failure => [
    () => {
      throw failure;
    },
    () => Promise.reject(failure),
  ]);
  const statuses: number[] = [];
  const { send, errors } = await startApp({ router, act: () => acts.shift()?.() });

  while (acts.length > 0) statuses.push((await send('/act')).status);

  expect(new Set(statuses)).toEqual(new Set([500]));
  expect(errors).toHaveLength(2 * failures.length);
  expect(errors.slice(0, 2)).toEqual([first, first]);
  for (const error of errors.slice(2)) {
    expect(error).toMatchObject({ message: 'A route threw what is no error.' });
  }
});

test('Routes: errors in a list have no message [backstage-kagenti-service/Errors in an answer keep their message]', async () => {
  const { send } = await startApp({
    act: ({ agents }) => agents.listAll({ namespaces: ['team1', 'team-x'] }),
    client: { namespaces: ['team1'] },
  });

  expect(await (await send('/act')).json()).toMatchObject({
    items: [{ name: 'weather-agent' }],
    failures: [{ namespace: 'team-x', error: { code: 'namespace_refused' } }],
  });
});

test('Routes: no error at any depth has a message [backstage-kagenti-service/Errors in an answer keep their message]', async () => {
  const secret = new Error('of operators');
  const { send } = await startApp({
    act: async ({ agents }) => ({
      own: Object.assign(secret, { toJSON: () => ({ message: 'of operators' }), detail: 'too' }),
      deep: [await rejection(agents.get({ namespace: 'team1', name: 'nobody' }))],
    }),
  });

  expect(await (await send('/act')).json()).toEqual({
    own: { code: 'internal' },
    deep: [{ code: 'http', requestId: expect.any(String) }],
  });
});

test('Routes: undefined is 204, null and other values are JSON', async () => {
  const answers: unknown[] = [undefined, null, false, '', 'text', [1]];
  const { send } = await startApp({ act: () => answers.shift() });
  const seen: unknown[] = [];

  while (answers.length > 0) {
    const response = await send('/act');
    seen.push([response.status, await response.text()]);
  }

  expect(seen).toEqual([
    [204, ''],
    [200, 'null'],
    [200, 'false'],
    [200, '""'],
    [200, '"text"'],
    [200, '[1]'],
  ]);
});

test('Routes: a route sets the status, or sends the response itself', async () => {
  const { send, errors } = await startApp({
    act: (_user, { query }, response) => {
      response.status(202);
      if (query['itself'] === 'yes') response.json({ sent: 'itself' });
      return { sent: 'by the route' };
    },
  });

  const answers = [await send('/act?itself=yes'), await send('/act')];

  expect(answers.map(({ status }) => status)).toEqual([202, 202]);
  expect(await answers[0]?.json()).toEqual({ sent: 'itself' });
  expect(await answers[1]?.json()).toEqual({ sent: 'by the route' });
  expect(errors).toEqual([]);
});

test('Routes: what cannot be JSON is an error of the route', async () => {
  const { send, errors } = await startApp({ act: () => ({ big: 1n }) });

  expect((await send('/act')).status).toBe(500);
  expect(errors).toMatchObject([{ name: 'TypeError' }]);
});

test('Routes: nothing is sent to a browser that left', async () => {
  const leaving = new AbortController();
  let sendsAfter: number | undefined;
  const { send, errors } = await startApp({
    act: async (_user, _request, response) => {
      const closed = once(response, 'close');
      leaving.abort();
      await closed;
      const answered = vi.spyOn(response, 'send');
      setImmediate(() => {
        sendsAfter = answered.mock.calls.length;
      });
      return { too: 'late' };
    },
  });

  await rejection(send('/act', { signal: leaving.signal }));

  await expect.poll(() => sendsAfter).toBe(0);

  expect(errors).toEqual([]);
});

const chatPath = '/agents/team1/weather-agent/chat';

async function eventsOf(response: Promise<Response>) {
  const events: Record<string, unknown>[] = [];
  for await (const event of readReply(response)) events.push({ ...event });
  return events;
}

test.each(routerNames.flatMap(router => [true, false].map(json => [router, json] as const)))(
  'Routes: a chat on %s, with a parser: %s [backstage-kagenti-service/Message in the body starts a reply]',
  async (router, json) => {
    const { post } = await startApp({ router, json });
    const sent = sentFromNow();

    const first = await eventsOf(post(chatPath, { message: 'hello' }));
    const sessionId = first.find(({ type }) => type === 'session')?.['sessionId'];
    const second = await eventsOf(post('/chat', { ...weatherAgent, message: 'again', sessionId }));
    const ofPath = await eventsOf(post(chatPath, { message: 'hello', name: 'nobody' }));

    for (const events of [first, second, ofPath]) {
      expect(events.map(({ type }) => type)).toContain('text');
      expect(events.at(-1)).toMatchObject({ type: 'done' });
    }
    expect(second.find(({ type }) => type === 'session')).toMatchObject({ sessionId });
    expect(sent()).toMatchObject(
      [1, 2, 3].map(() => ({ operation: 'chat.stream', user: jane, status: 200 })),
    );
  },
);

test('Routes: without an agent in path and body, the default agent replies', async () => {
  const { post } = await startApp({ client: { defaultAgent: 'team1/weather-agent' } });
  expect((await eventsOf(post('/chat', { message: 'hello' }))).at(-1)).toMatchObject({
    type: 'done',
  });

  const withoutDefault = await startApp();
  const refused = await withoutDefault.post('/chat', { message: 'hello' });
  expect([refused.status, await errorOf(refused)]).toMatchObject([
    400,
    { code: 'invalid_parameter' },
  ]);
});

test('Routes: a body that is sent slowly, with a byte order mark and a charset, is read', async () => {
  const { origin } = await startApp();
  const bytes = Buffer.from('\uFEFF{"message": "wäre schön"}');
  const outgoing = httpRequest(`${origin}${chatPath}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${jane}`,
      'content-type': 'Application/JSON ; charset=utf-8',
    },
  });
  const answered = once(outgoing, 'response');
  for (const byte of bytes) outgoing.write(Buffer.of(byte));
  outgoing.end();

  const [response] = await answered;

  expect(response.statusCode).toBe(200);
  response.resume();
});

const canary = 'of-the-user-only';
const json = { 'content-type': 'application/json' };
const unusable: readonly (readonly [string, Sent, string])[] = [
  ['no body', {}, 'The body is not JSON.'],
  ['an empty body', { headers: json, body: '' }, 'The body is not JSON.'],
  ['text', { body: JSON.stringify({ message: canary }) }, 'The body is not JSON.'],
  ['a form', { body: new URLSearchParams({ message: canary }) }, 'The body is not JSON.'],
  [
    'another JSON type',
    { headers: { 'content-type': 'application/json-patch+json' }, body: '{"message":"x"}' },
    'The body is not JSON.',
  ],
  ['no JSON', { headers: json, body: `{"message": ${canary}` }, 'The body is not JSON.'],
  [
    'UTF-16',
    { headers: json, body: Buffer.from(`{"message": "${canary}"}`, 'utf16le') },
    'The body is not JSON.',
  ],
  ['a list', { headers: json, body: `["${canary}"]` }, 'The body is not a JSON object.'],
  ['null', { headers: json, body: 'null' }, 'The body is not a JSON object.'],
  ['no message', { headers: json, body: '{}' }, 'message is missing.'],
  [
    'another message',
    { headers: json, body: `{"message": ["${canary}"]}` },
    'message is not text.',
  ],
  [
    'another session',
    { headers: json, body: `{"message": "x", "sessionId": {"${canary}": 1}}` },
    'sessionId is not text.',
  ],
  [
    'another member',
    { headers: json, body: `{"message": "x", "${canary}": 1}` },
    'The body may have only message, sessionId, namespace, name.',
  ],
  [
    'a member of the prototype',
    { headers: json, body: '{"message": "x", "__proto__": {"name": "y"}}' },
    'The body may have only message, sessionId, namespace, name.',
  ],
];

test.each(unusable)(
  'Routes: %s is refused, and nothing of it repeated [backstage-kagenti-service/Body without a message is refused]',
  async (_what, init, problem) => {
    const { send } = await startApp();
    const sent = sentFromNow();

    const response = await send(chatPath, { method: 'POST', ...init });

    const error = await errorOf(response);
    expect([response.status, error['name'], error['code']]).toEqual([
      400,
      'InputError',
      'invalid_parameter',
    ]);
    expect(error['message']).toBe(
      `The request to Kagenti is not valid. ${problem} Send { message, sessionId } as JSON, with Content-Type: application/json.`,
    );
    expect(JSON.stringify(error)).not.toContain(canary);
    expect(sent()).toEqual([]);
  },
);

test.each([
  ['of a parser that found no JSON', true],
  ['without a parser', false],
])('Routes: text is refused with what to send, %s', async (_what, parser) => {
  for (const router of routerNames) {
    const { send } = await startApp({ router, json: parser });

    const response = await send(chatPath, { method: 'POST', body: '{"message":"x"}' });

    expect([response.status, (await errorOf(response))['message']]).toEqual([
      400,
      expect.stringContaining('with Content-Type: application/json'),
    ]);
  }
});

test('Routes: a body of 1 MiB is read, one byte more is refused [backstage-kagenti-service/Body without a message is refused]', async () => {
  const { post, send } = await startApp();
  const sent = sentFromNow();
  const message = 'x'.repeat(1_048_576 - '{"message":""}'.length);

  const refused = await post(chatPath, { message: `${message}x` });

  expect([refused.status, await errorOf(refused)]).toEqual([
    413,
    {
      name: 'PayloadTooLargeError',
      message: 'The request to Kagenti is too large. The body may have at most 1 MiB.',
    },
  ]);
  expect(sent()).toEqual([]);
  const taken = await post(chatPath, { message });
  await taken.text();
  expect(taken.status).toBe(200);
  expect((await send(chatPath)).status).toBe(404);
});

test('Routes: a body that is much too large gets its answer, and its address stays known', async () => {
  const { post } = await startApp();

  const { status, headers } = await post(chatPath, { message: 'x'.repeat(16_777_216) });

  expect([status, headers.get('x-address')]).toEqual([413, '127.0.0.1']);
});

test('Routes: the connection of a body that is too large answers its next request', async () => {
  const { origin } = await startApp();
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => agent.destroy());
  const statusOf = async (message: string) => {
    const headers = { ...json, authorization: `Bearer ${jane}` };
    const outgoing = httpRequest(`${origin}${chatPath}`, { method: 'POST', headers, agent });
    outgoing.end(JSON.stringify({ message }));
    const [response] = await once(outgoing, 'response');
    response.resume();
    await once(response, 'end');
    return [response.statusCode, outgoing.reusedSocket];
  };

  expect(await statusOf('x'.repeat(3_145_728))).toEqual([413, false]);
  expect(await statusOf('hello')).toEqual([200, true]);
});

test('Routes: an upload that breaks off ends without an answer, and nothing is sent', async () => {
  const { listening, origin, errors } = await startApp();
  const received = once(listening, 'request');
  const sent = sentFromNow();
  const outgoing = httpRequest(`${origin}${chatPath}`, {
    method: 'POST',
    headers: { ...json, authorization: `Bearer ${jane}`, 'content-length': '100' },
  });
  outgoing.on('error', () => undefined);
  outgoing.write('{"message": ');
  await received;
  outgoing.destroy();

  await expect
    .poll(() => errors)
    .toMatchObject([{ message: expect.stringContaining('The body is incomplete.') }]);
  expect(sent()).toEqual([]);
});

test('Routes: options and functions that cannot be used are refused by name', () => {
  const { routes, logger } = partsOf();
  const kagenti = testClient(server.backend.baseUrl);
  const all = { kagenti, httpAuth, logger };
  const given: readonly [object, string][] = [
    [{ ...all, auth: httpAuth }, 'auth is none of the options; httpAuth may be meant'],
    [{ ...all, kagenti: {} }, 'kagenti is the service of kagentiClientServiceRef'],
    [{ httpAuth, logger }, 'kagenti is the service of kagentiClientServiceRef'],
    [{ ...all, httpAuth: {} }, 'httpAuth is coreServices.httpAuth'],
    [{ ...all, logger: {} }, 'logger is coreServices.logger'],
  ];
  for (const [options, problem] of given) {
    expect(() => Reflect.apply(kagentiRoutes, undefined, [options])).toThrow(
      expect.objectContaining({
        code: 'invalid_options',
        message: expect.stringContaining(problem),
      }),
    );
  }
  expect(() => Reflect.apply(kagentiRoutes, undefined, [])).toThrow(/kagentiRoutes/);
  expect(() => Reflect.apply(routes.forUser, undefined, [])).toThrow(/forUser is given a function/);
  expect(() => Reflect.apply(routes.chat, undefined, [{ heartbeat: 1 }])).toThrow(
    /heartbeatMs may be meant/,
  );
});
