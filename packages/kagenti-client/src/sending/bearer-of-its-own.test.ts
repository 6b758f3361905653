import { bearerInterceptor } from '@rhdh-boost/token-manager';
import { Agent, interceptors } from 'undici';
import { expect, test } from 'vitest';
import { json, ScriptedServer } from '../../test/fixtures/scripted-server.fixture.ts';
import {
  jane,
  NumberedTokens,
  rejection,
  testClient,
  weatherAgent,
} from '../../test/fixtures/test-client.fixture.ts';

const refused = {
  name: 'KagentiError',
  code: 'invalid_options',
  message: expect.stringContaining('bearerInterceptor'),
};

test.each<[string, (agent: Agent, bearer: ReturnType<typeof bearerInterceptor>) => Agent]>([
  ['alone', (agent, bearer) => Object(agent.compose(bearer))],
  ['under others', (agent, bearer) => Object(agent.compose(bearer, interceptors.retry()))],
  ['over others', (agent, bearer) => Object(agent.compose(interceptors.redirect(), bearer))],
])(
  'with the interceptor %s no call is sent [kagenti-api/Dispatcher that puts tokens in is refused]',
  async (_what, compose) => {
    await using server = await ScriptedServer.start(response => {
      json(response, {}, 401);
    });
    const tokens = new NumberedTokens();
    const agent = new Agent();
    const dispatcher = compose(agent, bearerInterceptor(tokens, { origins: [server.origin] }));
    await using kagenti = testClient(server.origin, { tokens, dispatcher });
    const api = kagenti.asUser(jane);

    expect(await rejection(api.health.live())).toMatchObject(refused);
    expect(await rejection(api.agents.list())).toMatchObject(refused);
    expect(
      await rejection(api.chat.stream({ ...weatherAgent, message: 'hi' }).text()),
    ).toMatchObject(refused);

    expect(server.requests).toEqual([]);
    expect(tokens.invalidated).toEqual([]);
    await agent.close();
  },
);

test('an interceptor for other origins is no matter [kagenti-api/Dispatcher that puts tokens in is refused]', async () => {
  await using server = await ScriptedServer.start(response => {
    json(response, { items: [] });
  });
  const tokens = new NumberedTokens();
  const agent = new Agent();
  const origins = ['https://weather.example.com'];
  const dispatcher = agent.compose(bearerInterceptor(tokens, { origins }));
  await using kagenti = testClient(server.origin, { dispatcher });

  await expect(kagenti.asUser(jane).agents.list()).resolves.toEqual({ items: [] });
  await agent.close();
});
