import { Agent, type Dispatcher, interceptors, request } from 'undici';
import { expect, onTestFinished, test } from 'vitest';
import { startBearerSetting } from '../../test/fixtures/bearer.fixture.ts';
import { refusing, refusingAll, ScriptedApi } from '../../test/fixtures/scripted-api.fixture.ts';
import { bearerInterceptor } from './bearer-interceptor.ts';

const others: [string, () => Dispatcher.DispatcherComposeInterceptor][] = [
  ['retry', () => interceptors.retry({ minTimeout: 1, maxRetries: 2 })],
  ['redirect', () => interceptors.redirect({ maxRedirections: 3 })],
  ['dump', () => interceptors.dump({ maxSize: 10_000 })],
  ['cache', () => interceptors.cache()],
  ['dns', () => interceptors.dns()],
  ['decompress', () => interceptors.decompress()],
  ['responseError', () => interceptors.responseError()],
];
const places = ['inside', 'outside'] as const;
const all = others.flatMap(([name, make]) => places.map(place => ({ name, make, place })));

async function start(make: () => Dispatcher.DispatcherComposeInterceptor, place: string) {
  const { api, manager } = await startBearerSetting();
  const agent = new Agent();
  onTestFinished(() => agent.destroy());
  const bearer = bearerInterceptor(manager, { origins: [api.origin] });
  const order = place === 'inside' ? [make(), bearer] : [bearer, make()];
  return { api, manager, dispatcher: agent.compose(...order) };
}

test.each(all)('with $name $place a refused request is sent once more', async ({ make, place }) => {
  const { api, dispatcher } = await start(make, place);
  api.answer = refusing('token-1');
  const answer = await request(api.origin, { dispatcher });
  expect(answer.statusCode).toBe(200);
  await answer.body.dump();
  expect(api.requests).toHaveLength(2);
});

test.each(all)(
  'with $name $place an API that fails and then refuses everything is heard out',
  async ({ make, place }) => {
    const { api, dispatcher } = await start(make, place);
    let count = 0;
    api.answer = (response, seen, token) => {
      count += 1;
      if (count === 1) response.writeHead(503).end('busy');
      else refusingAll(response, seen, token);
    };
    for (let call = 0; call < 2; call += 1) {
      const status = await request(api.origin, { dispatcher }).then(
        async ({ statusCode, body }) => {
          await body.dump();
          return statusCode;
        },
        (error: unknown) => Number(Object(error).statusCode),
      );
      expect([401, 503]).toContain(status);
    }
  },
);

test('a 401 of the origin that a redirect leads to drops no token [bearer-interceptor/Redirect to another origin carries no token]', async () => {
  await using other = await ScriptedApi.start(refusingAll);
  const { api, manager, dispatcher } = await start(
    () => interceptors.redirect({ maxRedirections: 3 }),
    'inside',
  );
  api.answer = response => response.writeHead(302, { location: other.origin }).end();

  const { statusCode, body, context } = await request(api.origin, { dispatcher });
  await body.dump();

  expect(statusCode).toBe(401);
  expect(await manager.getToken()).toBe('token-1');
  expect(manager.health()).toMatchObject({ forcedRenewalsLeft: 3 });
  expect(String(Object(context).history)).toBe(`${api.origin}/,${other.origin}/`);
});

test('a handler that throws hears of its error, and nothing is left unhandled', async () => {
  const { api, dispatcher } = await startBearerSetting();
  for (const method of ['onRequestStart', 'onResponseStart', 'onResponseData', 'onResponseEnd']) {
    const thrown = new Error(method);
    const heard = await new Promise(resolve => {
      const handler = {
        onRequestStart() {},
        onResponseError: (_controller: unknown, error: Error) => resolve(error),
        [method]() {
          throw thrown;
        },
      };
      dispatcher.dispatch({ origin: api.origin, path: '/', method: 'GET' }, handler);
    });
    expect(heard).toBe(thrown);
  }
});
