import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { canarySecret, canaryToken, echo, leaksIn } from '../test/fixtures/canaries.fixture.ts';
import { takeLeaks, watchForLeaks } from '../test/fixtures/leak-watch.fixture.ts';
import { type Answer, json, ScriptedEndpoint } from '../test/fixtures/scripted-endpoint.fixture.ts';
import { managerFor, observe } from '../test/fixtures/test-manager.fixture.ts';

function echoing(status: number): Answer {
  return (response, request) => {
    const everything = `${echo} ${request.authorization}`;
    const error = { error: everything, error_description: everything, scope: everything };
    json(error, status, { 'retry-after': '0', 'x-echo': encodeURIComponent(everything) })(
      response,
      request,
      0,
    );
  };
}

const issue = json({
  access_token: canaryToken,
  token_type: 'Bearer',
  expires_in: 30,
  scope: `email ${canaryToken} ${canarySecret}`,
});
const oddToken = json({
  access_token: `${canaryToken}\n${canarySecret}`,
  token_type: canarySecret,
  expires_in: canarySecret,
});
const html: Answer = (response, request) =>
  response.end(`<p>${request.authorization} ${canarySecret} ${canaryToken}`);
const badHttp: Answer = response => {
  response.socket?.end(`HTTP/1.1 2OO ${canarySecret} ${canaryToken}\r\n${canarySecret}\r\n\r\n`);
};

test.each<[string, Answer]>([
  ['refuses with 400', echoing(400)],
  ['refuses with 401', echoing(401)],
  ['fails with 500', echoing(500)],
  ['redirects', echoing(302)],
  ['answers 200 without a token', echoing(200)],
  ['issues a token with odd fields', oddToken],
  ['answers with HTML', html],
  ['breaks HTTP', badHttp],
])(
  'nothing shows when a server echoes secret and token and %s [service-account-tokens/Echoed secret does not show]',
  async (_what, answer) => {
    await using endpoint = await ScriptedEndpoint.start(issue);
    const observed = observe();
    let given = canarySecret;
    await using manager = managerFor(endpoint, { ...observed, clientSecret: () => given });
    const seen: unknown[] = [await manager.getAccessToken()];

    endpoint.answer = answer;
    manager.invalidate(canaryToken);
    manager.clearCache();
    for (let call = 0; call < 2; call += 1)
      seen.push(await manager.getToken().catch(error => error));
    given = `${canarySecret} two`;
    seen.push(await manager.getToken().catch(error => error));
    seen.push(manager, manager.health(), observed.events, observed.lines);

    const printed = seen.flatMap(value => [
      inspect(value, { depth: 20, showHidden: true, getters: false }),
      inspect(value, { depth: 20, showHidden: true, getters: false, customInspect: false }),
      JSON.stringify(value),
      String(value),
      value instanceof Error
        ? `${value.stack} ${inspect(Object.entries(value), { depth: 20, showHidden: true })}`
        : '',
    ]);
    expect(observed.events.length).toBeGreaterThan(2);
    expect(seen[1]).toBeInstanceOf(Error);
    for (const text of printed) {
      expect(text.includes('canary')).toBe(false);
      expect(leaksIn(text)).toEqual([]);
    }
  },
);

test.each([
  ['has capitals', 'Invalid_Client'],
  ['has blanks', 'invalid client'],
  ['is an object', { code: 'invalid_client' }],
  ['is endless', 'a'.repeat(1000)],
  ['holds the secret', 'wrong_secret_canary_word'],
])('an error code that %s is left out', async (_what, error) => {
  await using endpoint = await ScriptedEndpoint.start(json({ error }, 400));
  await using manager = managerFor(endpoint, { clientSecret: 'canary_word' });
  const failure = await manager.getToken().catch(reason => reason);
  expect(failure).toMatchObject({ code: 'rejected', status: 400, oauthError: undefined });
  expect(failure.message).not.toContain('canary_word');
});

test('the watch over all these tests finds a secret and a token, in every spelling [service-account-tokens/Echoed secret does not show]', () => {
  for (const text of ['token-1', 'dG9rZW4tMQ', canarySecret, encodeURIComponent(canarySecret)]) {
    watchForLeaks('a log line', { deep: [text] });
    expect(takeLeaks().length).toBeGreaterThan(0);
  }
  // What a debugger sees counts too.
  const hidden = Object.defineProperty({}, 'kept', { value: canarySecret, enumerable: false });
  watchForLeaks('an object', Object.assign(hidden, { [inspect.custom]: () => 'nothing' }));
  expect(takeLeaks().length).toBeGreaterThan(0);
  watchForLeaks('a log line', 'nothing of them');
  expect(takeLeaks()).toEqual([]);
});
