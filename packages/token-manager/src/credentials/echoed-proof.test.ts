import { expect, test } from 'vitest';
import { jwkOf, keys } from '../../test/fixtures/client-keys.fixture.ts';
import {
  type Answer,
  json,
  ScriptedEndpoint,
} from '../../test/fixtures/scripted-endpoint.fixture.ts';
import { managerFor } from '../../test/fixtures/test-manager.fixture.ts';

const key = jwkOf(keys.rsa);

/** The scope of a token whose answer echoes something as scope. */
async function scopeOf(echo: (assertion: string) => string): Promise<string | undefined> {
  const answer: Answer = (response, request, count) => {
    const scope = `email ${echo(request.form.get('client_assertion') ?? '')}`;
    const token = { access_token: 'token-1', token_type: 'Bearer', expires_in: 300 };
    json({ ...token, scope })(response, request, count);
  };
  await using endpoint = await ScriptedEndpoint.start(answer);
  const clientAuthentication = { method: 'private_key_jwt', key } as const;
  await using manager = managerFor(endpoint, { clientAuthentication });
  return (await manager.getAccessToken()).scope;
}

test('an assertion that is echoed as scope does not show [client-authentication/Echoed assertion does not show]', async () => {
  expect(await scopeOf(assertion => assertion)).toBe('email [redacted]');
});

test.each(['d', 'p', 'q'] as const)(
  'the number %s of the key that is echoed as scope does not show [client-authentication/Echoed assertion does not show]',
  async name => {
    expect(await scopeOf(() => String(key[name]))).toBe('email [redacted]');
  },
);
