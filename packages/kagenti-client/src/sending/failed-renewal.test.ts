import { inspect } from 'node:util';
import { startIdentityProvider } from '@rhdh-boost/testkit';
import { KeycloakTokenManager, TokenError } from '@rhdh-boost/token-manager';
import { expect, test } from 'vitest';
import { json, ScriptedServer } from '../../test/fixtures/scripted-server.fixture.ts';
import { jane, rejection, testClient } from '../../test/fixtures/test-client.fixture.ts';
import { KagentiHttpError } from '../errors/http-error.ts';

const account = { clientId: 'boost', clientSecret: 'not-a-word-7f3a' };
const refusal = { detail: 'Invalid token: Signature has expired.' };

/** A Kagenti that refuses every token. */
const startRefusing = () => ScriptedServer.start(response => json(response, refusal, 401));

test('a 401 that stays while Keycloak is down has the failed renewal as its cause [kagenti-api/Renewal failed after a 401]', async () => {
  await using server = await startRefusing();
  const keycloak = await startIdentityProvider({ clients: [account] });
  await using tokens = new KeycloakTokenManager({
    ...account,
    tokenEndpoint: keycloak.tokenEndpoint,
  });
  const warnings: string[] = [];
  const logger = { info: () => undefined, warn: (line: string) => void warnings.push(line) };
  await using kagenti = testClient(server.origin, { tokens, logger });
  const token = await tokens.getToken();
  await keycloak.stop();

  const error = await rejection(kagenti.asUser(jane).agents.list());

  expect(error).toBeInstanceOf(KagentiHttpError);
  expect(error).toMatchObject({
    status: 401,
    accountRefused: true,
    detail: refusal.detail,
    attempts: [{ status: 401 }],
    cause: { code: 'network', retryable: true },
    message: expect.stringContaining('no other could be had (see cause)'),
  });
  expect(TokenError.isInstance(Object(error).cause)).toBe(true);
  expect(server.requests).toHaveLength(1);
  expect(warnings).toEqual([]);
  expect(inspect(error)).not.toContain(token);
  expect(tokens.health()).toMatchObject({ state: 'suspect' });

  // The failure is held: the next call does not wait, and says the same.
  expect(await rejection(kagenti.asUser(jane).agents.list())).toMatchObject({
    status: 401,
    cause: { code: 'network' },
  });
});

test('without a failed renewal a 401 that stays has no cause', async () => {
  await using server = await startRefusing();
  const keycloak = await startIdentityProvider({ clients: [account] });
  await using tokens = new KeycloakTokenManager({
    ...account,
    tokenEndpoint: keycloak.tokenEndpoint,
  });
  await using kagenti = testClient(server.origin, { tokens });
  const errors: unknown[] = [];
  for (let call = 0; call < 4; call += 1) {
    errors.push(await rejection(kagenti.asUser(jane).agents.list()));
  }
  expect(tokens.health()).toMatchObject({ forcedRenewalsLeft: 0 });
  for (const error of errors) {
    expect(error).toMatchObject({ status: 401, accountRefused: true });
    expect(Object(error).cause).toBeUndefined();
  }
  await keycloak.stop();
});

test.each<[string, (() => { lastError?: unknown }) | undefined]>([
  ['none', undefined],
  [
    'one that throws',
    () => {
      throw new Error('not now');
    },
  ],
  ['one that gives nothing', () => JSON.parse('null')],
])('a source with a health of %s is no trouble', async (_what, health) => {
  await using server = await startRefusing();
  const tokens = {
    getToken: async () => 'only',
    invalidate: () => false,
    ...(health !== undefined && { health }),
  };
  await using kagenti = testClient(server.origin, { tokens });
  const error = await rejection(kagenti.asUser(jane).agents.list());
  expect(error).toMatchObject({ status: 401, accountRefused: true });
  expect(Object(error).cause).toBeUndefined();
  expect(server.requests).toHaveLength(1);
});
