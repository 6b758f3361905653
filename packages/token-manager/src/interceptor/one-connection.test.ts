import { setTimeout as pause } from 'node:timers/promises';
import { request } from 'undici';
import { expect, test, vi } from 'vitest';
import { startOnOneConnection } from '../../test/fixtures/bearer.fixture.ts';
import { HearingHandler } from '../../test/fixtures/hearing-handler.fixture.ts';
import { refusing } from '../../test/fixtures/scripted-api.fixture.ts';
import { gated, tokens } from '../../test/fixtures/scripted-endpoint.fixture.ts';

const reason = new Error('The caller left');

test.each([0, 7, 64 * 1024])(
  'a refusal of %i bytes is read to its end, and the request sent again on the same connection [bearer-interceptor/Request is sent again with a new token]',
  async size => {
    const { api, dispatcher } = await startOnOneConnection((response, _request, token) => {
      if (token === 'token-1') response.writeHead(401).end(Buffer.alloc(size));
      else response.end(`ok ${token}`);
    });

    const { body } = await request(api.origin, { dispatcher });

    expect(await body.text()).toBe('ok token-2');
    expect(api.connectionsMade).toBe(1);
  },
);

test('a refusal of more than 64 KiB costs its connection and is not read further [bearer-interceptor/Request is sent again with a new token]', async () => {
  const { api, dispatcher } = await startOnOneConnection((response, _request, token) => {
    if (token === 'token-1') response.writeHead(401).end(Buffer.alloc(64 * 1024 + 1));
    else response.end(`ok ${token}`);
  });

  const { body } = await request(api.origin, { dispatcher });

  expect(await body.text()).toBe('ok token-2');
  expect(api.connectionsMade).toBe(2);
});

test('while another token is asked for, a long refusal is not read', async () => {
  let written = 0;
  const { api, endpoint, dispatcher } = await startOnOneConnection((response, _request, token) => {
    if (token !== 'token-1') response.end(`ok ${token}`);
    else {
      response.writeHead(401);
      const write = () => {
        for (;;) {
          if (response.destroyed) return;
          written += 65_536;
          if (!response.write(Buffer.alloc(65_536))) break;
        }
        response.once('drain', write);
      };
      write();
    }
  });
  const { answer, open } = gated();
  endpoint.answer = (...given) => (given[2] === 1 ? tokens()(...given) : answer(...given));

  const call = request(api.origin, { dispatcher });
  await vi.waitFor(() => expect(endpoint.requests).toHaveLength(2));
  await pause(200);
  // What the buffers of two sockets take, and no more.
  expect(written).toBeLessThan(16 * 1024 * 1024);
  open();

  expect(await (await call).body.text()).toBe('ok token-2');
});

test('a request that leaves while its second sending waits for the connection ends at once, and the other one goes on [bearer-interceptor/Abort while waiting for a token]', async () => {
  const answerSlow: (() => void)[] = [];
  const { api, dispatcher } = await startOnOneConnection((response, seen, token) => {
    // The slow one takes the connection as soon as the refusal is over.
    if (seen.path === '/slow') answerSlow.push(() => response.end('slow'));
    else refusing('token-1')(response, seen, token);
  });
  const handler = new HearingHandler();
  dispatcher.dispatch({ origin: api.origin, path: '/first', method: 'GET' }, handler);
  const slow = request(`${api.origin}/slow`, { dispatcher });
  await vi.waitFor(() => expect(answerSlow).toHaveLength(1));
  await pause(50);

  handler.controller?.abort(reason);

  expect(handler.errors).toEqual([reason]);
  answerSlow[0]?.();
  expect(await (await slow).body.text()).toBe('slow');
  await pause(20);
  expect(handler.errors).toHaveLength(1);
  // It may not be sent, or its answer count, once it has left.
  expect(api.requests.map(({ path }) => path)).toEqual(['/first', '/slow']);
});

test('a request whose token comes although it has left is not sent [bearer-interceptor/Abort while waiting for a token]', async () => {
  const { api, manager, dispatcher } = await startOnOneConnection();
  let give: ((token: string) => void) | undefined;
  vi.spyOn(manager, 'getToken').mockReturnValue(
    new Promise(resolve => {
      give = resolve;
    }),
  );
  const handler = new HearingHandler();
  dispatcher.dispatch({ origin: api.origin, path: '/', method: 'GET' }, handler);
  handler.controller?.abort(reason);
  give?.('token-1');
  await pause(50);

  expect(handler.errors).toEqual([reason]);
  expect(api.connectionsMade).toBe(0);
});

test('a request that leaves hears of its end once, also when its token comes later [bearer-interceptor/Abort while waiting for a token]', async () => {
  const { api, endpoint, dispatcher } = await startOnOneConnection(refusing());
  const { answer, open } = gated();
  endpoint.answer = answer;
  const handler = new HearingHandler();
  dispatcher.dispatch({ origin: api.origin, path: '/', method: 'GET' }, handler);
  await vi.waitFor(() => expect(endpoint.requests).toHaveLength(1));
  handler.controller?.abort(reason);

  expect(handler.heard).toEqual(['onRequestStart', 'onResponseError']);
  expect(handler.errors).toEqual([reason]);
  open();
  await pause(50);
  expect(handler.heard).toHaveLength(2);
  expect(api.connectionsMade).toBe(0);
});
