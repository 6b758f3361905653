import { setTimeout as pause } from 'node:timers/promises';
import { Agent, interceptors, request } from 'undici';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startBearerSetting } from '../../test/fixtures/bearer.fixture.ts';
import { HearingHandler } from '../../test/fixtures/hearing-handler.fixture.ts';
import { type ApiAnswer, refusing, refusingAll } from '../../test/fixtures/scripted-api.fixture.ts';
import { gated, inOrder, json, tokens } from '../../test/fixtures/scripted-endpoint.fixture.ts';
import { bearerInterceptor } from './bearer-interceptor.ts';

const post = { path: '/', method: 'POST', body: 'hello' } as const;
const noOther = () => inOrder(tokens(), json({ error: 'invalid_client' }, 401));
const closing: ApiAnswer = (response, seen, token) => {
  response.setHeader('connection', 'close');
  refusing('token-1')(response, seen, token);
};

test.each([
  ['there is another token, the request is sent again', true, 200, 'ok token-2'],
  ['there is none, it reaches the caller, whole', false, 401, 'refused'],
])(
  'a refusal may end with its connection before it is decided on: when %s [bearer-interceptor/Request is sent again with a new token]',
  async (_what, hasOther, status, text) => {
    const { api, endpoint, dispatcher } = await startBearerSetting(closing);
    const { answer, open } = gated();
    const refuse = json({ error: 'invalid_client' }, 401);
    endpoint.answer = inOrder(
      tokens(),
      hasOther ? answer : (...given) => setTimeout(() => refuse(...given), 100),
    );
    const call = request(api.origin, { dispatcher });
    const patient = { timeout: 5000 };
    await vi.waitFor(() => expect(endpoint.requests).toHaveLength(2), patient);
    await vi.waitFor(async () => expect(await api.connections()).toBe(0), patient);
    open();

    const { statusCode, body } = await call;
    expect([statusCode, await body.text()]).toEqual([status, text]);
  },
);

test('a caller who does not read a refusal yet holds the server back', async () => {
  const size = 16 * 1024 * 1024;
  const { api, endpoint, dispatcher } = await startBearerSetting(response => {
    response.writeHead(401).write(Buffer.alloc(size / 2));
    response.end(Buffer.alloc(size / 2));
  });
  endpoint.answer = noOther();
  const handler = new HearingHandler();
  handler.react = (method, controller) => {
    if (method === 'onResponseStart') controller?.pause();
  };
  dispatcher.dispatch({ ...post, origin: api.origin }, handler);
  await vi.waitFor(() => expect(handler.statuses).toEqual([401]));
  await pause(100);
  expect(handler.text.length).toBeLessThan(1024 * 1024);

  handler.controller?.resume();
  await handler.ended;
  expect(handler.text).toHaveLength(size);
  expect(handler.heard.at(-1)).toBe('onResponseEnd');
});

test.each(['onResponseStart', 'onResponseData', 'onResponseEnd'])(
  'a handler that throws in %s of a refusal hears of its error, and the next request is fine',
  async method => {
    for (const answer of [refusingAll, closing]) {
      const { api, endpoint, manager, dispatcher } = await startBearerSetting(answer);
      endpoint.answer = noOther();
      const thrown = new Error(method);
      const handler = new HearingHandler();
      handler.react = heard => {
        if (heard === method) throw thrown;
      };
      dispatcher.dispatch({ ...post, origin: api.origin }, handler);
      await vi.waitFor(() => expect(handler.errors).toEqual([thrown]));

      endpoint.answer = tokens();
      manager.clearCache();
      api.answer = response => response.end('next');
      expect(await (await request(api.origin, { dispatcher })).body.text()).toBe('next');
      expect(handler.errors).toEqual([thrown]);
    }
  },
);

test('what is thrown and is no error is heard of as one', async () => {
  const { api, manager, dispatcher } = await startBearerSetting();
  vi.spyOn(manager, 'getToken').mockImplementation(() => {
    // As JavaScript may.
    throw Object('the source is gone');
  });
  const handler = new HearingHandler();
  dispatcher.dispatch({ ...post, origin: api.origin }, handler);
  await handler.ended;
  expect(handler.errors).toEqual([new Error('the source is gone')]);
});

test('a handler that throws as it hears of an error harms nobody', async () => {
  const { api, endpoint, dispatcher } = await startBearerSetting();
  endpoint.answer = json({ error: 'invalid_client' }, 401);
  const handler = new HearingHandler();
  handler.react = method => {
    if (method === 'onResponseError') throw new Error('of the handler');
  };
  dispatcher.dispatch({ ...post, origin: api.origin }, handler);
  await vi.waitFor(() => expect(handler.errors).toMatchObject([{ code: 'rejected' }]));

  endpoint.answer = () => {};
  const leaving = new HearingHandler();
  leaving.react = handler.react;
  dispatcher.dispatch({ ...post, origin: api.origin }, leaving);
  const reason = new Error('The caller left');
  expect(() => leaving.controller?.abort(reason)).not.toThrow();
  await pause(20);
  expect(leaving.errors).toEqual([reason]);
});

test('what another interceptor throws as the request is sent is heard of', async () => {
  const { api, manager } = await startBearerSetting();
  const agent = new Agent();
  onTestFinished(() => agent.destroy());
  const bearer = bearerInterceptor(manager, { origins: [api.origin] });
  const dispatcher = agent.compose(interceptors.redirect(), bearer);
  const handler = new HearingHandler();
  // undici's refuses this number as it is told to send.
  dispatcher.dispatch(
    Object.assign({ ...post, origin: api.origin }, { maxRedirections: -1 }),
    handler,
  );
  await handler.ended;
  expect(handler.errors).toMatchObject([{ code: 'UND_ERR_INVALID_ARG' }]);
  expect(api.requests).toHaveLength(0);
});

/** undici's own interceptor that makes errors of refusals, inside of the bearer's. */
async function startWithErrors(answer: ApiAnswer) {
  const setting = await startBearerSetting(answer);
  const agent = new Agent();
  onTestFinished(() => agent.destroy());
  const bearer = bearerInterceptor(setting.manager, { origins: [setting.api.origin] });
  return { ...setting, dispatcher: agent.compose(interceptors.responseError(), bearer) };
}

test('a refusal that became an error reaches the caller when there is no other token [bearer-interceptor/Second refusal reaches the caller]', async () => {
  const { api, endpoint, dispatcher } = await startWithErrors(refusingAll);
  endpoint.answer = noOther();
  const handler = new HearingHandler();
  dispatcher.dispatch({ ...post, origin: api.origin }, handler);
  await handler.ended;
  await pause(20);
  expect(handler.errors).toMatchObject([{ statusCode: 401 }]);
  expect(handler.heard.filter(method => method === 'onResponseError')).toHaveLength(1);
  expect(api.requests).toHaveLength(1);
});

test.each([
  [
    'an answer of another status',
    (response => response.writeHead(500).end()) satisfies ApiAnswer,
    500,
  ],
  ['a connection that breaks', (response => response.destroy()) satisfies ApiAnswer, undefined],
])('%s that became an error is no refusal', async (_what, answer, statusCode) => {
  const { api, manager, dispatcher } = await startWithErrors(answer);
  const error: unknown = await request(api.origin, { dispatcher }).catch(reason => reason);
  expect(error).toBeInstanceOf(Error);
  expect(Object(error).statusCode).toBe(statusCode);
  expect(api.requests).toHaveLength(1);
  expect(manager.health()).toMatchObject({ forcedRenewalsLeft: 3 });
});
