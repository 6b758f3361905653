import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { json, ScriptedEndpoint } from '../../test/fixtures/scripted-endpoint.fixture.ts';
import { failureOf, managerFor, observe } from '../../test/fixtures/test-manager.fixture.ts';

/** Its Base64 has `+` and `/` behind an id of any length, unless it is form-encoded. */
const clientSecret = 'ab>>>??? ~~~ß-not-a-word';
const body = { access_token: 'token-1', token_type: 'Bearer', expires_in: 300 };

/** How a server may say a credential that it got. */
const echoes: Readonly<Record<string, (credential: string) => string>> = {
  'as it came': credential => credential,
  'without its padding': unpadded,
  'URL-encoded': encodeURIComponent,
  'URL-encoded in lower case': credential =>
    encodeURIComponent(credential).replace(/%../g, octet => octet.toLowerCase()),
  'form-encoded': credential => new URLSearchParams({ c: credential }).toString().slice(2),
  'JSON-escaped': credential => JSON.stringify({ credential }).replaceAll('/', '\\/'),
  'in base64url': credential => Buffer.from(credential, 'base64').toString('base64url'),
  'in Base64 once more, header and all': credential => base64(`Basic ${credential}`),
};

const cases = ['bo', 'boo', 'boos'].flatMap(clientId =>
  Object.keys(echoes).map(how => [clientId, how] as const),
);

test.each(cases)(
  'harm 5: the credential of client %s that a server echoes %s shows nowhere [service-account-tokens/Echoed secret does not show]',
  async (clientId, how) => {
    const say = echoes[how] ?? String;
    let sent = '';
    await using endpoint = await ScriptedEndpoint.start((response, request, count) => {
      sent = request.authorization ?? '';
      const said = [sent.replace('Basic ', ''), base64(`${clientId}:${clientSecret}`)].map(say);
      const echo = `email Basic ${said.join(`" auth=`)}; profile`;
      if (count === 1) return json({ ...body, scope: echo })(response, request, count);
      json({ error: echo, error_description: echo, scope: echo }, 401)(response, request, count);
    });
    const observed = observe();
    await using manager = managerFor(endpoint, { clientId, clientSecret, ...observed });
    const token = await manager.getAccessToken();
    manager.clearCache();
    const error = await failureOf(manager.getToken());

    expect(sent).toMatch(/^Basic /);
    expect(token.scope).toMatch(/^email .*\[redacted\].*; profile$/);
    const all = { depth: 20, showHidden: true, customInspect: false };
    const shown = [token, error, manager.health(), observed.events, observed.lines]
      .flatMap(value => [inspect(value), inspect(value, all), JSON.stringify(value)])
      .join('\n');
    for (const credential of [sent.replace('Basic ', ''), base64(`${clientId}:${clientSecret}`)]) {
      for (const spelling of [credential, unpadded(credential), say(credential)]) {
        expect(shown).not.toContain(spelling);
      }
    }
    // Nor a part of it that is the secret's, behind the id.
    const decoded = (token.scope ?? '').split(/[^\w+/-]+/).map(word => Buffer.from(word, 'base64'));
    for (const part of ['not', 'word', '%3E', '>>>']) {
      expect(decoded.some(bytes => bytes.includes(part))).toBe(false);
    }
  },
);

test('a credential in the form leaves the words of a scope alone [service-account-tokens/Echoed secret does not show]', async () => {
  await using endpoint = await ScriptedEndpoint.start(json({ ...body, scope: 'email profile' }));
  await using manager = managerFor(endpoint, { clientAuthentication: 'client_secret_post' });
  expect((await manager.getAccessToken()).scope).toBe('email profile');
});

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

function unpadded(credential: string): string {
  return credential.replace(/=+$/, '');
}
