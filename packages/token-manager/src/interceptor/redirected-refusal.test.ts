import { request } from 'undici';
import { expect, test } from 'vitest';
import { startBearerSetting } from '../../test/fixtures/bearer.fixture.ts';
import { type ApiAnswer, ScriptedApi } from '../../test/fixtures/scripted-api.fixture.ts';

const to =
  (address: string): ApiAnswer =>
  response =>
    response.writeHead(302, { location: address }).end();

test.each([
  ['to a third origin', 'third'],
  ['and back to the first, without the token', 'back'],
])(
  'a 401 after redirects to another origin %s drops no token [bearer-interceptor/Redirect to another origin carries no token]',
  async (_what, last) => {
    await using other = await ScriptedApi.start();
    await using third = await ScriptedApi.start(response => response.writeHead(401).end('who?'));
    const { api, manager, dispatcher } = await startBearerSetting((response, seen, token) => {
      if (seen.path === '/') to(`${other.origin}/`)(response, seen, token);
      else response.writeHead(token === '' ? 401 : 200).end('who?');
    }, 'inside');
    other.answer = to(last === 'third' ? third.origin : `${api.origin}/back`);

    const { statusCode, body } = await request(api.origin, { dispatcher });

    expect([statusCode, await body.text()]).toEqual([401, 'who?']);
    expect(other.requests).toHaveLength(1);
    expect(manager.health()).toMatchObject({ forcedRenewalsLeft: 3 });
    expect(await manager.getToken()).toBe('token-1');
  },
);

test('a 401 after a redirect within the origin is a refusal of the token [bearer-interceptor/Request is sent again with a new token]', async () => {
  const { api, manager, dispatcher } = await startBearerSetting((response, seen, token) => {
    if (seen.path === '/') to('/there')(response, seen, token);
    else response.writeHead(token === 'token-1' ? 401 : 200).end(token);
  }, 'inside');

  const { statusCode, body } = await request(api.origin, { dispatcher });

  expect([statusCode, await body.text()]).toEqual([200, 'token-2']);
  expect(api.requests.map(({ path }) => path)).toEqual(['/', '/there', '/', '/there']);
  expect(manager.health()).toMatchObject({ forcedRenewalsLeft: 2 });
});
