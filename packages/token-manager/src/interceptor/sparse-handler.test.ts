import { setTimeout as pause } from 'node:timers/promises';
import { request } from 'undici';
import { expect, test, vi } from 'vitest';
import { startOnOneConnection } from '../../test/fixtures/bearer.fixture.ts';
import { inOrder, json, tokens } from '../../test/fixtures/scripted-endpoint.fixture.ts';

const options = { path: '/', method: 'POST', body: 'hello' } as const;
/** By undici's types a handler may leave out every method. */
const handler = { onRequestStart() {} };

test.each([
  ['is answered', [tokens()], 200, 1],
  ['is refused and answered', [tokens()], 401, 2],
  ['is refused for good', [tokens(), json({ error: 'invalid_client' }, 401)], 401, 1],
  ['gets no token', [json({ error: 'invalid_client' }, 401)], 401, 0],
] as const)(
  'a handler with one method is enough for a request that %s: its connection is fine afterwards',
  async (_what, [first, ...others], status, requests) => {
    const setting = await startOnOneConnection((response, _request, token) => {
      response.statusCode = token === 'token-1' ? status : 200;
      response.end('hello');
    });
    const { api, endpoint, manager, dispatcher } = setting;
    endpoint.answer = inOrder(first, ...others);
    dispatcher.dispatch({ ...options, origin: api.origin }, handler);
    await vi.waitFor(() => expect(api.requests).toHaveLength(requests));
    await pause(50);

    expect(api.requests).toHaveLength(requests);
    endpoint.answer = tokens();
    manager.clearCache();
    api.answer = response => response.end('next');
    const { body } = await request(api.origin, { dispatcher });
    expect(await body.text()).toBe('next');
    expect(api.connectionsMade).toBe(1);
  },
);

test('a handler with one method is enough for an upgrade, and for an answer that breaks off', async () => {
  const { api, dispatcher } = await startOnOneConnection();
  dispatcher.dispatch({ origin: api.origin, path: '/', method: 'GET', upgrade: 'echo' }, handler);
  await vi.waitFor(() => expect(api.requests).toHaveLength(1));
  api.answer = response => response.destroy();
  dispatcher.dispatch({ ...options, origin: api.origin }, handler);
  await vi.waitFor(() => expect(api.requests).toHaveLength(2));

  api.answer = response => response.end('next');
  const { body } = await request(api.origin, { dispatcher });
  expect(await body.text()).toBe('next');
});

test('a handler that listens for errors alone hears of none when there is none', async () => {
  const onResponseError = vi.fn<() => void>();
  const { api, dispatcher } = await startOnOneConnection();
  const listener = { onRequestStart() {}, onResponseError };
  dispatcher.dispatch({ ...options, origin: api.origin }, listener);
  dispatcher.dispatch({ origin: api.origin, path: '/', method: 'GET', upgrade: 'echo' }, listener);
  await vi.waitFor(() => expect(api.requests).toHaveLength(2));
  await pause(50);
  expect(onResponseError).not.toHaveBeenCalled();
});
