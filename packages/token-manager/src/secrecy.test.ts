import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { type Answer, json, ScriptedEndpoint } from './fixtures/scripted-endpoint.fixture.ts';
import { managerFor, observe } from './fixtures/test-manager.fixture.ts';

const secret = 'canary-secret:+% "é/';
const token = 'canary-token.with/slashes+and=signs';

/** Every spelling in which a server might say the secret, the token or the Authorization header. */
const spellings = [secret, token].flatMap(value => [
  value,
  encodeURIComponent(value),
  new URLSearchParams({ v: value }).toString().slice(2),
  Buffer.from(value).toString('base64'),
  JSON.stringify(value).slice(1, -1),
]);

function echo(status: number): Answer {
  return (response, request) => {
    const everything = [...spellings, request.authorization ?? ''].join(' ');
    const error = { error: everything, error_description: everything, scope: everything };
    json(error, status, { 'retry-after': '0', 'x-echo': encodeURIComponent(everything) })(
      response,
      request,
      0,
    );
  };
}

const issue = json({
  access_token: token,
  token_type: 'Bearer',
  expires_in: 30,
  scope: `email ${token} ${secret}`,
});
const oddToken = json({
  access_token: `${token}\n${secret}`,
  token_type: secret,
  expires_in: secret,
});
const html: Answer = (response, request) =>
  response.end(`<p>${request.authorization} ${secret} ${token}`);
const badHttp: Answer = response => {
  response.socket?.end(`HTTP/1.1 2OO ${secret} ${token}\r\n${secret}\r\n\r\n`);
};

test.each<[string, Answer]>([
  ['refuses with 400', echo(400)],
  ['refuses with 401', echo(401)],
  ['fails with 500', echo(500)],
  ['redirects', echo(302)],
  ['answers 200 without a token', echo(200)],
  ['issues a token with odd fields', oddToken],
  ['answers with HTML', html],
  ['breaks HTTP', badHttp],
])(
  'nothing shows when a server echoes secret and token and %s [service-account-tokens/Echoed secret does not show]',
  async (_what, answer) => {
    await using endpoint = await ScriptedEndpoint.start(issue);
    const observed = observe();
    let given = secret;
    await using manager = managerFor(endpoint, { ...observed, clientSecret: () => given });
    const seen: unknown[] = [await manager.getAccessToken()];

    endpoint.answer = answer;
    manager.invalidate(token);
    for (let call = 0; call < 2; call += 1)
      seen.push(await manager.getToken().catch(error => error));
    given = `${secret} two`;
    seen.push(await manager.getToken().catch(error => error));
    seen.push(manager, manager.health(), observed.events, observed.lines);

    const printed = seen.flatMap(value => [
      inspect(value, { depth: 20, showHidden: true, getters: false }),
      JSON.stringify(value),
      String(value),
      value instanceof Error
        ? `${value.stack} ${inspect(Object.entries(value), { depth: 20 })}`
        : '',
    ]);
    expect(observed.events.length).toBeGreaterThan(2);
    expect(seen[1]).toBeInstanceOf(Error);
    for (const text of printed) {
      expect(text.includes('canary')).toBe(false);
      for (const spelling of spellings) expect(text.includes(spelling)).toBe(false);
    }
  },
);

test.each([
  ['has capitals', 'Invalid_Client'],
  ['has blanks', 'invalid client'],
  ['is an object', { code: 'invalid_client' }],
  ['is endless', 'a'.repeat(1000)],
  ['holds the secret', 'wrong_secret_canary_word'],
])(
  'an error code that %s is left out [service-account-tokens/Odd error code dropped]',
  async (_what, error) => {
    await using endpoint = await ScriptedEndpoint.start(json({ error }, 400));
    await using manager = managerFor(endpoint, { clientSecret: 'canary_word' });
    const failure = await manager.getToken().catch(reason => reason);
    expect(failure).toMatchObject({ code: 'rejected', status: 400, oauthError: undefined });
    expect(failure.message).not.toContain('canary_word');
  },
);
