import type { Dispatcher } from 'undici';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startBearerSetting } from '../../test/fixtures/bearer.fixture.ts';
import { HearingHandler } from '../../test/fixtures/hearing-handler.fixture.ts';
import { undiciVersions } from '../../test/fixtures/undici-versions.fixture.ts';
import { type Interceptor, OrderSetting } from '../../test/orders/order-setting.fixture.ts';
import { bearerInterceptor } from './bearer-interceptor.ts';
import { originOf } from './request-origin.ts';

const withoutOrigin: Interceptor = dispatch => (request, handler) => {
  const { origin: _origin, ...rest } = request;
  return dispatch(rest, handler);
};

describe.each(undiciVersions)('%s', (_version, undici) => {
  test('a request whose origin another interceptor took away fails and names the order [bearer-interceptor/Request without an origin]', async () => {
    const compose = (bearer: Interceptor) => [bearer, withoutOrigin];
    await using setting = await OrderSetting.start(undici, compose);

    await expect(setting.call()).rejects.toMatchObject({
      code: 'invalid_configuration',
      message: expect.stringContaining('without an origin'),
      hint: expect.stringMatching(/`origin`.*before bearerInterceptor in compose/),
    });
    expect(setting.seen).toEqual([]);
  });

  test('with dns outside and redirect inside, a 401 refuses the token only where it was sent', async () => {
    const { dns, redirect } = undici.interceptors;
    const compose = (bearer: Interceptor) => [redirect({ maxRedirections: 2 }), bearer, dns()];
    await using setting = await OrderSetting.start(undici, compose);
    setting.api.answer = (response, _seen, token) =>
      response.writeHead(token === 'token-1' ? 401 : 200).end(token);
    expect(await setting.call(setting.name)).toMatchObject({ status: 200, text: 'token-2' });

    // undici 8 takes the token away there, undici 7 does not.
    setting.api.answer = (response, seen, token) => {
      if (seen.path === '/') response.writeHead(302, { location: '/there' }).end();
      else response.writeHead(token === 'token-3' ? 200 : 401).end(token);
    };
    const { status } = await setting.call(setting.name);
    const isSent = setting.seen.at(-1) !== undefined;
    expect([status, setting.managers[0]?.health().forcedRenewalsLeft]).toEqual(
      isSent ? [200, 1] : [401, 2],
    );
  });
});

test('a request of a Client of undici 7 without an origin fails, and with one it gets the token', async () => {
  const { Client } = await import('undici-7');
  const { api, manager } = await startBearerSetting();
  const client = new Client(api.origin);
  onTestFinished(() => client.destroy());
  const dispatcher = client.compose(Object(bearerInterceptor(manager, { origins: [api.origin] })));
  const call = dispatcher.request({ path: '/', method: 'GET' });
  await expect(call).rejects.toMatchObject({ code: 'invalid_configuration' });
  const { statusCode, body } = await dispatcher.request({
    origin: api.origin,
    path: '/',
    method: 'GET',
  });
  await body.dump();
  expect([statusCode, api.requests[0]?.authorization]).toEqual([200, 'Bearer token-1']);
});

test('a Host header of a listed origin gets no token for another address', async () => {
  const { api, manager, agent } = await startBearerSetting();
  const dispatcher = agent.compose(
    bearerInterceptor(manager, { origins: ['https://kagenti.example.com'] }),
  );
  const handler = new HearingHandler();
  const headers = { host: 'kagenti.example.com' };
  dispatcher.dispatch({ origin: api.origin, path: '/', method: 'GET', headers }, handler);
  await handler.ended;
  expect(api.requests).toMatchObject([{ authorization: undefined }]);
});

test.each<[Record<string, unknown>, string]>([
  [
    { origin: 'https://10.0.0.1:8443', servername: 'api.example.com' },
    'https://api.example.com:8443',
  ],
  [{ origin: 'https://[fd00::1]', servername: 'api.example.com' }, 'https://api.example.com'],
  [{ origin: new URL('http://127.0.0.1/'), servername: 'localhost' }, 'http://localhost'],
  [
    { origin: 'https://other.example.com', servername: 'api.example.com' },
    'https://other.example.com',
  ],
  [{ origin: 'https://10.0.0.1', servername: null }, 'https://10.0.0.1'],
  [{ origin: 'https://10.0.0.1' }, 'https://10.0.0.1'],
  [{ origin: 'no URL', servername: 'api.example.com' }, ''],
])('%j is meant for %s', (given, origin) => {
  const request: Dispatcher.DispatchOptions = Object.assign({ path: '/', method: 'GET' }, given);
  expect(originOf(request)).toBe(origin);
});
