import { setTimeout as sleep } from 'node:timers/promises';
import {
  findKeycloak,
  type KeycloakServer,
  skipsRealSuite,
  startKeycloak,
} from '@rhdh-boost/testkit/keycloak';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type FederatedSetting,
  federatedRealm,
  projectedToken,
  startFederatedSetting,
  stopFederatedSetting,
  tokenFor,
} from '../test/fixtures/federated.fixture.ts';
import { refusedAssertions } from '../test/fixtures/refused-assertions.fixture.ts';
import {
  failureOf,
  managerFor,
  type TestManagerOptions,
} from '../test/fixtures/test-manager.fixture.ts';
import type { ClientAssertion } from './index.ts';

const keycloak = await findKeycloak();
const projected = projectedToken();

function by(assertion: ClientAssertion['assertion']): TestManagerOptions {
  const clientAuthentication = { method: 'client_assertion', assertion } as const;
  // The first request of a Keycloak that has just started takes long on a busy machine.
  return { clientId: undefined, clientAuthentication, timeoutMs: 60_000 };
}

describe.skipIf(skipsRealSuite(keycloak))('tokens of other issuers with a real Keycloak', () => {
  let setting: FederatedSetting;
  beforeAll(async () => {
    setting = await startFederatedSetting();
  });
  afterAll(() => stopFederatedSetting(setting));

  describe('in a realm of this version', () => {
    let provider: KeycloakServer;
    beforeAll(async () => {
      provider = await startKeycloak({ ...federatedRealm(setting), keycloak });
    });
    afterAll(() => provider?.stop());

    async function isActive(token: string): Promise<boolean> {
      const response = await fetch(provider.introspectionEndpoint, {
        method: 'POST',
        body: new URLSearchParams({ token, client_id: 'boost', client_secret: 'right-secret' }),
      });
      const answer: { active?: unknown } = Object(await response.json());
      return answer.active === true;
    }

    test('a token without client id and secret, by endpoint and by issuer, with the file as it is [client-authentication/Assertion in place of a secret]', async () => {
      await projected.write(await tokenFor(setting.kubernetes, provider.issuer));
      await using byEndpoint = managerFor(provider, by({ file: projected.file }));
      await using byIssuer = managerFor({ issuer: provider.issuer }, by({ file: projected.file }));

      for (const manager of [byEndpoint, byIssuer]) {
        const first = await manager.getToken();
        manager.clearCache();
        const second = await manager.getToken();
        expect(second).not.toBe(first);
        expect(await isActive(second)).toBe(true);
      }
    });

    test('a token with the client id [client-authentication/Assertion in place of a secret]', async () => {
      const assertion = () => tokenFor(setting.kubernetes, provider.issuer);
      await using manager = managerFor(provider, { ...by(assertion), clientId: 'federated' });

      expect(await isActive(await manager.getToken())).toBe(true);
    });

    test('the kind oidc with a new assertion each time [client-authentication/Rotated assertion found]', async () => {
      let issued = 0;
      const assertion = () => {
        issued += 1;
        const fields = { id: `renewal-${issued}`, lifetimeSeconds: 200 };
        return tokenFor(setting.once, provider.issuer, fields);
      };
      await using manager = managerFor(provider, by(assertion));
      await manager.getToken();
      manager.clearCache();

      expect(await isActive(await manager.getToken())).toBe(true);
    });

    test('assertions of 3 s that rotate each second, under load: no call fails [client-authentication/Rotated assertion found]', async () => {
      await provider.setAccessTokenLifetime('federated', 2);
      const rotate = async () => {
        const token = await tokenFor(setting.kubernetes, provider.issuer, { lifetimeSeconds: 3 });
        await projected.write(token);
      };
      await rotate();
      await using manager = managerFor(provider, by({ file: projected.file }));
      const seen = new Set<string>();
      const endsAt = Date.now() + 8000;
      const caller = async () => {
        for (; Date.now() < endsAt; await sleep(20)) seen.add(await manager.getToken());
      };
      const rotation = async () => {
        for (; Date.now() < endsAt; await sleep(1000)) await rotate();
      };

      await expect(
        Promise.all([rotation(), ...Array.from({ length: 50 }, caller)]),
      ).resolves.toBeDefined();

      expect(seen.size).toBeGreaterThan(3);
      await provider.setAccessTokenLifetime('federated', 300);
    });

    test.each(refusedAssertions)('%s', async (_title, row) => {
      await expect(row.check({ setting, provider })).resolves.toBeUndefined();
    });
  });

  describe('in a realm whose flow lacks the execution', () => {
    let provider: KeycloakServer;
    beforeAll(async () => {
      const realm = { ...federatedRealm(setting), federatedClients: false };
      provider = await startKeycloak({ ...realm, keycloak });
    });
    afterAll(() => provider?.stop());

    test('the hint names it [client-authentication/Hint for an assertion that Keycloak does not know]', async () => {
      const assertion = () => tokenFor(setting.kubernetes, provider.issuer);
      await using manager = managerFor(provider, by(assertion));

      const error = await failureOf(manager.getToken());

      expect(error).toMatchObject({ code: 'rejected', status: 401, oauthError: 'invalid_client' });
      expect(error.hint).toContain('contains the execution "Signed JWT - Federated"');
    });
  });
});
