import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { certificate, certificateKey } from '../../test/fixtures/certificates.fixture.ts';
import { ConnectProxy } from '../../test/fixtures/connect-proxy.fixture.ts';
import { DrivenClock } from '../../test/fixtures/driven-clock.fixture.ts';
import { json, ScriptedServer } from '../../test/fixtures/scripted-server.fixture.ts';
import { rejection } from '../../test/fixtures/test-client.fixture.ts';
import { waitingClient } from '../../test/fixtures/waiting-client.fixture.ts';
import { KagentiTimeoutError } from '../errors/timeout-error.ts';
import { pollVerdict } from './poll-failure.ts';

const toy = { namespace: 'team1', name: 'toy' };
const ready = { status: 'Ready', reason: null, mcpUrl: null };

/** Waits on a server whose first answer has this status. */
async function waitThrough(status: number): Promise<unknown> {
  await using server = await ScriptedServer.start((response, _request, index) => {
    json(response, index === 0 ? {} : ready, index === 0 ? status : 200);
  });
  await using kagenti = waitingClient(server.origin, new DrivenClock());
  return await kagenti.simulation.waitForReady(toy).catch((error: unknown) => error);
}

test.each([500, 502, 507, 508, 511, 520, 524, 529, 598, 599])(
  'a %i [kagenti-long-work/Failure that may pass]',
  async status => {
    expect(await waitThrough(status)).toEqual(ready);
  },
);

test.each([501, 505])(
  'a %i, which says never [kagenti-long-work/Failure for good]',
  async status => {
    expect(await waitThrough(status)).toMatchObject({ code: 'http', status });
  },
);

test.each([
  ['connect', 'passing'],
  ['headers', 'lasting'],
] as const)(
  'a request to finalize that ends by the clock %s [kagenti-long-work/Finalizing whose answer stays lost]',
  (clock, verdict) => {
    const error = new KagentiTimeoutError(clock, 'agents.builds.finalize', []);

    expect(pollVerdict(error)).toBe(verdict);
  },
);

let proxy: ConnectProxy;
beforeEach(async () => {
  proxy = await ConnectProxy.start();
  for (const name of ['http_proxy', 'HTTP_PROXY', 'https_proxy', 'no_proxy', 'NO_PROXY']) {
    vi.stubEnv(name, undefined);
  }
  vi.stubEnv('HTTPS_PROXY', proxy.url);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await proxy[Symbol.asyncDispose]();
});

test.each([403, 407])('a %i of the proxy [kagenti-long-work/Failure for good]', async status => {
  proxy.answer = status;
  await using kagenti = waitingClient('https://kagenti.example.com', new DrivenClock());

  const error = await rejection(kagenti.simulation.waitForReady(toy));

  expect(error).toMatchObject({ code: 'connection', reason: `proxy_${status}` });
  expect(proxy.seen).toHaveLength(1);
});

test('a certificate that is not trusted [kagenti-long-work/Failure for good]', async () => {
  vi.stubEnv('NO_PROXY', '*');
  await using server = await ScriptedServer.start(response => json(response, ready), {
    key: certificateKey,
    cert: certificate,
  });
  const clock = new DrivenClock();
  await using kagenti = waitingClient(server.origin, clock);

  const error = await rejection(kagenti.simulation.waitForReady(toy));

  expect(error).toMatchObject({
    code: 'connection',
    message: expect.stringContaining('not trusted'),
  });
  expect([clock.pauses, server.requests]).toEqual([[], []]);
});

test.each([429, 502])(
  'a %i of the proxy, which says later [kagenti-long-work/Failure that may pass]',
  async status => {
    proxy.answer = status;
    await using kagenti = waitingClient('https://kagenti.example.com', new DrivenClock());

    const error = await rejection(kagenti.simulation.waitForReady(toy, { timeoutMs: 20_000 }));

    expect(error).toMatchObject({ clock: 'deadline', cause: { reason: `proxy_${status}` } });
  },
);
