import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { fetch, request } from 'undici';
import { expect, test, vi } from 'vitest';
import { startBearerSetting } from '../../test/fixtures/bearer.fixture.ts';
import { refusing } from '../../test/fixtures/scripted-api.fixture.ts';
import { type Answer, hang, tokens } from '../../test/fixtures/scripted-endpoint.fixture.ts';

const reason = new Error('The caller left');

/** The first token at once, the second when the test says so. */
function secondLater(): { readonly answer: Answer; readonly give: () => void } {
  let release: (() => void) | undefined;
  const answer: Answer = (response, seen, count) => {
    const give = () => tokens()(response, seen, count);
    if (count === 1) give();
    else release = give;
  };
  return { answer, give: () => release?.() };
}

test('a request that leaves before its token ends at once and is not sent [bearer-interceptor/Abort while waiting for a token]', async () => {
  const { api, endpoint, manager, dispatcher } = await startBearerSetting();
  const { answer, give } = secondLater();
  endpoint.answer = (response, seen) => answer(response, seen, endpoint.requests.length + 1);
  const controller = new AbortController();
  const call = request(api.origin, { dispatcher, signal: controller.signal });
  await vi.waitFor(() => expect(endpoint.requests).toHaveLength(1));

  controller.abort(reason);

  await expect(call).rejects.toBe(reason);
  expect(manager.health()).toMatchObject({ renewing: true });
  give();
  expect(await manager.getToken()).toBe('token-2');
  expect(api.requests).toHaveLength(0);
});

test('a request that leaves before its second token ends at once, and its refusal is not shown [bearer-interceptor/Abort while waiting for a token]', async () => {
  const { api, endpoint, dispatcher } = await startBearerSetting(refusing('token-1'));
  const { answer, give } = secondLater();
  endpoint.answer = answer;
  const controller = new AbortController();
  const call = request(api.origin, { dispatcher, signal: controller.signal });
  await vi.waitFor(() => expect(endpoint.requests).toHaveLength(2));

  controller.abort(reason);

  await expect(call).rejects.toBe(reason);
  give();
  await pause(30);
  expect(api.requests).toHaveLength(1);
});

test('a fetch that leaves before its token ends at once [bearer-interceptor/Abort while waiting for a token]', async () => {
  const { api, endpoint, dispatcher } = await startBearerSetting();
  endpoint.answer = hang;
  const controller = new AbortController();
  const call = fetch(api.origin, { dispatcher, signal: controller.signal });
  await vi.waitFor(() => expect(endpoint.requests).toHaveLength(1));
  controller.abort(reason);
  await expect(call).rejects.toBe(reason);
});

test.each([
  ['first', refusing(), 'token-1'],
  ['second', refusing('token-1'), 'token-2'],
])(
  'a request that leaves while its %s answer is awaited or arrives frees its connection',
  async (_what, answer, last) => {
    for (const starts of [false, true]) {
      const { api, dispatcher } = await startBearerSetting((response, seen, token) => {
        if (token !== last) answer(response, seen, token);
        else if (starts) response.write('the beginning');
      });
      const controller = new AbortController();
      const call = request(api.origin, { dispatcher, signal: controller.signal });
      const whole = call.then(({ body }) => body.text());
      whole.catch(() => {});
      await vi.waitFor(() => expect(api.requests.at(-1)?.authorization).toBe(`Bearer ${last}`));
      if (starts) await call;

      controller.abort(reason);

      await expect(whole).rejects.toBe(reason);
      await vi.waitFor(async () => expect(await api.connections()).toBeLessThanOrEqual(1));
    }
  },
);

test('an answer that is read slowly holds the server back', async () => {
  const size = 64 * 1024 * 1024;
  let written = 0;
  function* chunks() {
    for (; written < size; written += 65_536) yield Buffer.alloc(65_536);
  }
  const { api, dispatcher } = await startBearerSetting((response, _request, token) => {
    if (token === 'token-1') response.writeHead(401).end();
    else Readable.from(chunks()).pipe(response);
  });

  const { body } = await request(api.origin, { dispatcher });
  const iterator = body[Symbol.asyncIterator]();
  let read = (await iterator.next()).value.byteLength;
  await pause(200);
  expect(written).toBeLessThan(size / 2);
  for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
    read += next.value.byteLength;
  }
  expect(read).toBe(size);
});
