import { setTimeout as pause } from 'node:timers/promises';
import { Agent, type Dispatcher } from 'undici';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startBearerSetting } from '../../test/fixtures/bearer.fixture.ts';
import { HearingHandler } from '../../test/fixtures/hearing-handler.fixture.ts';
import { refusing } from '../../test/fixtures/scripted-api.fixture.ts';
import { inOrder, tokens } from '../../test/fixtures/scripted-endpoint.fixture.ts';

const post = { path: '/', method: 'POST', body: 'hello' } as const;

/** The refused request hears of the first byte of each answer, which comes before the status. */
const withoutFirstBytes = ({ heard }: HearingHandler) =>
  heard.filter(method => method !== 'onResponseStarted');

/** undici gives names and values in turn, as bytes; what differs from answer to answer is the date. */
const textsIn = (raw: unknown) =>
  Object.values(Object(raw))
    .map(String)
    .filter(text => !text.endsWith(' GMT'));

/** Sends a request and waits until it has heard of its end. */
async function send(
  dispatcher: Dispatcher,
  options: Dispatcher.DispatchOptions,
  handler = new HearingHandler(),
): Promise<HearingHandler> {
  expect(dispatcher.dispatch(options, handler)).toBe(true);
  await handler.ended;
  return handler;
}

test('a request hears what it would without the interceptor, from one controller', async () => {
  const { api, dispatcher } = await startBearerSetting(response => {
    response.writeHead(200, { trailer: 'x-sum' });
    response.addTrailers({ 'x-sum': '5' });
    response.end('hello');
  });
  const agent = new Agent();
  onTestFinished(() => agent.destroy());

  const without = await send(agent, { ...post, origin: api.origin });
  const within = await send(dispatcher, { ...post, origin: api.origin });

  expect(within.heard).toEqual(without.heard);
  expect(within).toMatchObject({ statuses: [200], text: 'hello', errors: [] });
  expect(within.controllers.size).toBe(1);
  expect(within.controller).toMatchObject({ aborted: false, paused: false, reason: null });
  expect(textsIn(within.controller?.rawHeaders)).toEqual(textsIn(without.controller?.rawHeaders));
  expect(textsIn(within.controller?.rawTrailers)).toEqual(['x-sum', '5']);
});

test('a refused request hears of one request and one answer [bearer-interceptor/Request is sent again with a new token]', async () => {
  const { api, dispatcher } = await startBearerSetting(refusing('token-1'));

  const handler = await send(dispatcher, { ...post, origin: api.origin });

  expect(withoutFirstBytes(handler)).toEqual([
    'onRequestStart',
    'onBodySent',
    'onRequestSent',
    'onResponseStart',
    'onResponseData',
    'onResponseEnd',
  ]);
  expect(handler).toMatchObject({ statuses: [200], text: 'ok token-2' });
  expect(handler.controllers.size).toBe(1);
});

test('before there is an answer, its headers are null', async () => {
  const { api, dispatcher } = await startBearerSetting();
  const seen: unknown[] = [];
  const handler = new HearingHandler();
  handler.react = (method, controller) => {
    if (method === 'onRequestStart') seen.push(controller?.rawHeaders, controller?.rawTrailers);
  };
  await send(dispatcher, { ...post, origin: api.origin }, handler);
  expect(seen).toEqual([null, null]);
});

const reason = new Error('The caller left');

test('an abort at the very start ends the request, and nobody is asked for anything [bearer-interceptor/Abort while waiting for a token]', async () => {
  const { api, endpoint, dispatcher } = await startBearerSetting();
  const handler = new HearingHandler();
  handler.react = (method, controller) => {
    if (method === 'onRequestStart') controller?.abort(reason);
  };

  await send(dispatcher, { ...post, origin: api.origin }, handler);
  await pause(50);

  expect(handler.heard).toEqual(['onRequestStart', 'onResponseError']);
  expect(handler.errors).toEqual([reason]);
  expect(handler.controller).toMatchObject({ aborted: true, reason });
  expect([endpoint.requests, api.requests]).toEqual([[], []]);
});

test('what is thrown at the very start ends the request, and nobody is asked for anything', async () => {
  const { api, endpoint, dispatcher } = await startBearerSetting();
  const handler = new HearingHandler();
  handler.react = method => {
    if (method === 'onRequestStart') throw reason;
  };

  await send(dispatcher, { ...post, origin: api.origin }, handler);
  await pause(50);

  expect(handler.heard).toEqual(['onRequestStart', 'onResponseError']);
  expect(handler.errors).toEqual([reason]);
  expect([endpoint.requests, api.requests]).toEqual([[], []]);
});

test.each(['onBodySent', 'onRequestSent', 'onResponseStart', 'onResponseData'])(
  'an abort at %s is heard of once, for the first answer and for the second',
  async at => {
    for (const refused of ['nothing', 'token-1']) {
      const { api, dispatcher } = await startBearerSetting(refusing(refused));
      const handler = new HearingHandler();
      handler.react = method => {
        if (method === at) handler.controller?.abort(reason);
      };

      await send(dispatcher, { ...post, origin: api.origin }, handler);
      handler.controller?.abort(new Error('Once more'));
      await pause(20);

      expect(handler.heard.filter(method => /End|Error/.test(method))).toEqual(['onResponseError']);
      expect(handler.errors).toEqual([reason]);
      expect(handler.controller).toMatchObject({ aborted: true, reason });
    }
  },
);

test('an abort while a refusal is decided on is heard of once, and frees the connection [bearer-interceptor/Abort while waiting for a token]', async () => {
  const { api, endpoint, dispatcher } = await startBearerSetting(refusing('token-1'));
  endpoint.answer = inOrder(tokens(), () => {});
  const handler = new HearingHandler();
  dispatcher.dispatch({ ...post, origin: api.origin }, handler);
  await vi.waitFor(() => expect(endpoint.requests).toHaveLength(2));

  handler.controller?.abort(reason);
  await pause(50);

  expect(handler.errors).toEqual([reason]);
  expect(withoutFirstBytes(handler).at(-1)).toBe('onResponseError');
  expect(await api.connections()).toBe(0);
});

test('an abort after the end is not heard of, nor one after an upgrade', async () => {
  const { api, dispatcher } = await startBearerSetting();
  const upgrade = { path: '/', method: 'GET', upgrade: 'echo' } as const;
  for (const options of [post, upgrade]) {
    const handler = await send(dispatcher, { ...options, origin: api.origin });
    const heard = [...handler.heard];
    handler.controller?.abort(reason);
    await pause(20);
    expect(handler.heard).toEqual(heard);
  }
});

test('an answer that breaks off is heard of as from undici', async () => {
  const { api, dispatcher } = await startBearerSetting(response => {
    response.write('the beginning');
    setTimeout(() => response.destroy(), 20);
  });
  const handler = await send(dispatcher, { ...post, origin: api.origin });
  expect(handler.errors).toMatchObject([{ code: 'UND_ERR_SOCKET' }]);
  expect(handler.heard.at(-1)).toBe('onResponseError');
});
