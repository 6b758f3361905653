import { type EmbeddedIdentityProvider, startIdentityProvider } from '@rhdh-boost/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type FederatedSetting,
  federatedRealm,
  startFederatedSetting,
  stopFederatedSetting,
  tokenFor,
} from '../../test/fixtures/federated.fixture.ts';
import { refusedAssertions } from '../../test/fixtures/refused-assertions.fixture.ts';
import { json, ScriptedEndpoint } from '../../test/fixtures/scripted-endpoint.fixture.ts';
import { failureOf, managerFor } from '../../test/fixtures/test-manager.fixture.ts';

let setting: FederatedSetting;
let provider: EmbeddedIdentityProvider;
beforeAll(async () => {
  setting = await startFederatedSetting();
  provider = await startIdentityProvider(federatedRealm(setting));
});
afterAll(async () => {
  await provider.stop();
  await stopFederatedSetting(setting);
});

test.each(refusedAssertions)('%s', async (_title, row) => {
  await expect(row.check({ setting, provider })).resolves.toBeUndefined();
});

test('a realm without the execution [client-authentication/Hint for an assertion that Keycloak does not know]', async () => {
  await using before = await startIdentityProvider({
    ...federatedRealm(setting),
    federatedClients: false,
  });
  const assertion = () => tokenFor(setting.kubernetes, before.issuer);
  await using manager = managerFor(before, {
    clientId: undefined,
    clientAuthentication: { method: 'client_assertion', assertion },
  });

  const error = await failureOf(manager.getToken());

  expect(error).toMatchObject({ status: 401, oauthError: 'invalid_client' });
  expect(error.hint).toContain('contains the execution "Signed JWT - Federated"');
});

test('claims are printed without control characters and not at any length', async () => {
  const answer = { error: 'invalid_client', error_description: 'Invalid token audience' };
  await using endpoint = await ScriptedEndpoint.start(json(answer, 400));
  const audience = `\u001b[31m${'a'.repeat(1000)}`;
  await using manager = managerFor(endpoint, {
    clientId: undefined,
    clientAuthentication: {
      method: 'client_assertion',
      assertion: () => tokenFor(setting.kubernetes, audience),
    },
  });

  const { hint } = await failureOf(manager.getToken());

  expect(hint).toMatch(/^The assertion is for \?\[31ma{295}\. Keycloak/);
});

test('an assertion whose claims are not read', async () => {
  const answer = { error: 'invalid_client', error_description: 'Invalid client' };
  await using endpoint = await ScriptedEndpoint.start(json(answer, 401));
  await using manager = managerFor(endpoint, {
    clientId: undefined,
    clientAuthentication: { method: 'client_assertion', assertion: () => 'x', type: 'urn:other' },
  });

  const { hint, message } = await failureOf(manager.getToken());

  expect(hint).toContain('check clientAuthentication.type');
  expect(message).toContain('client of the assertion refused (invalid_client)');
});
