import { expect, test } from 'vitest';
import {
  type Answer,
  json,
  ScriptedEndpoint,
} from '../../test/fixtures/scripted-endpoint.fixture.ts';
import { failureOf, managerFor } from '../../test/fixtures/test-manager.fixture.ts';

const good = { access_token: 'canary-token', token_type: 'Bearer', expires_in: 300 };

async function answered(answer: Answer) {
  await using endpoint = await ScriptedEndpoint.start(answer);
  await using manager = managerFor(endpoint);
  const token = await manager.getAccessToken();
  return { token, secondsLeft: manager.health().secondsLeft };
}

async function refused(answer: Answer) {
  const error = await failureOf(answered(answer));
  expect(error).toMatchObject({ code: 'bad_response' });
  expect(`${error.stack} ${JSON.stringify(error)}`).not.toContain('canary');
  return error;
}

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

function jwt(claims: object): string {
  return `${part({ alg: 'RS256' })}.${part(claims)}.c2lnbmF0dXJl`;
}

test.each<[string, Answer]>([
  ['HTML', response => response.end('<html>canary</html>')],
  ['nothing', response => response.end()],
  ['half of an object', response => response.end('{"access_token":"canary-to')],
  ['an array', json([good])],
  ['an OAuth error', json({ error: 'invalid_client' })],
  ['an empty token', json({ ...good, access_token: '' })],
  ['a token that is no string', json({ ...good, access_token: { canary: 1 } })],
  ['a scope that is no string', json({ ...good, scope: ['canary'] })],
])(
  'a 200 with %s is no token answer [service-account-tokens/Answer that is no token refused]',
  async (_what, answer) => {
    const error = await refused(answer);
    expect(error.status).toBe(200);
    expect(error.hint).toContain('/realms/REALM/protocol/openid-connect/token');
  },
);

test.each([201, 204])(
  'a %i is no token answer [service-account-tokens/Answer that is no token refused]',
  async status => {
    const error = await refused(response => {
      response.writeHead(status);
      response.end(status === 204 ? undefined : JSON.stringify(good));
    });
    expect(error.status).toBe(status);
  },
);

test.each([['missing'], [0], [-5], ['soon'], ['300abc'], [null], [1e300], [true]])(
  'an expires_in that is %s is refused where the token does not say when it ends [service-account-tokens/Answer that is no token refused]',
  async expires_in => {
    const fields = expires_in === 'missing' ? { expires_in: undefined } : { expires_in };
    const error = await refused(json({ ...good, ...fields }));
    expect(error.message).toContain('expires_in');
    expect(error.hint).toContain('send expires_in');
  },
);

test.each([['missing'], [0], ['soon']])(
  'an expires_in that is %s gives way to the exp of a JWT',
  async expires_in => {
    const now = Math.floor(Date.now() / 1000);
    const fields = expires_in === 'missing' ? { expires_in: undefined } : { expires_in };
    // The server's clock is an hour fast; what counts is how long the token lives.
    const issued = jwt({ iat: now + 3600, exp: now + 3720 });
    const byIssue = await answered(json({ ...good, ...fields, access_token: issued }));
    expect(byIssue.secondsLeft).toBeGreaterThan(110);
    expect(byIssue.secondsLeft).toBeLessThanOrEqual(120);
    const byClock = await answered(
      json({ ...good, ...fields, access_token: jwt({ exp: now + 120 }) }),
    );
    expect(byClock.secondsLeft).toBeGreaterThan(110);
    expect(byClock.secondsLeft).toBeLessThanOrEqual(120);
  },
);

test('a JWT without a usable exp does not say when it ends [service-account-tokens/Answer that is no token refused]', async () => {
  for (const access_token of [jwt({ exp: 'canary' }), jwt({ exp: 7 }), 'a.canary.c']) {
    const error = await refused(json({ ...good, expires_in: undefined, access_token }));
    expect(error.message).toContain('expires_in');
  }
});

test('an expires_in made of digits is taken as the number [service-account-tokens/First call gets a token]', async () => {
  const { secondsLeft } = await answered(json({ ...good, expires_in: '300' }));
  expect(secondsLeft).toBeGreaterThan(290);
});

test.each(['DPoP', 'mac', '', undefined, 7])(
  'a token_type of %s is refused [service-account-tokens/Answer that is no token refused]',
  async token_type => {
    const error = await refused(json({ ...good, token_type }));
    expect(error.message).toContain('token_type');
  },
);

test('a token_type in other letters is Bearer all the same [service-account-tokens/First call gets a token]', async () => {
  const { token } = await answered(json({ ...good, token_type: 'bEARER' }));
  expect(token.value).toBe('canary-token');
});

test.each([
  'canary\ntoken',
  'canary\r\nX-Other: 1',
  'canary-tökèn',
  'canary\u0000',
  'canary\t',
  'canary token',
])(
  'a token with odd characters is refused: %j [service-account-tokens/Answer that is no token refused]',
  async access_token => {
    const error = await refused(json({ ...good, access_token }));
    expect(error.message).toContain('characters');
    expect(error.hint).toContain('ASCII');
  },
);
