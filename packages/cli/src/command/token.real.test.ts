import { startKagentiBackend } from '@rhdh-boost/testkit';
import {
  findKeycloak,
  type KeycloakServer,
  skipsRealSuite,
  startKeycloak,
} from '@rhdh-boost/testkit/keycloak';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { runOn } from '../../test/run-on-servers.fixture.ts';

const keycloak = await findKeycloak();
const clientSecret = 'canary-of-a-real-secret';

describe.skipIf(skipsRealSuite(keycloak))('boost token with a real Keycloak', () => {
  let identityProvider: KeycloakServer;
  beforeAll(async () => {
    const clients = [
      { clientId: 'operator', clientSecret, roles: ['rossoctl-operator'] },
      { clientId: 'plain', clientSecret },
    ];
    identityProvider = await startKeycloak({ clients, keycloak });
  });
  afterAll(() => identityProvider?.stop());

  /** A Kagenti that trusts the realm, and the app-config of an account. */
  async function startSite(clientId: string, secret = clientSecret) {
    const kagenti = await startKagentiBackend({ identityProvider });
    onTestFinished(() => kagenti.stop());
    const auth = {
      tokenEndpoint: identityProvider.tokenEndpoint,
      clientId,
      clientSecret: secret,
    };
    const providers = { kagenti: { baseUrl: kagenti.baseUrl } };
    return { appConfig: { boost: { security: { mode: 'full' }, kagenti: { auth }, providers } } };
  }

  it('shows an operator', async () => {
    const site = await startSite('operator');
    const { stdout, stderr, exitCode } = await runOn(['token'], site);
    expect(stdout).toContain(`Issuer     ${identityProvider.issuer}\n`);
    expect(stdout).toMatch(/Account +service-account-operator\n/);
    expect(stdout).toMatch(/Signature +RS256, key /);
    expect(stdout).toMatch(/Account +operator, because of the role rossoctl-operator\n/);
    expect(stdout).toMatch(/May call +all \d+ operations\n/);
    expect([stderr, exitCode]).toEqual(['', 0]);
    expect(stdout).not.toContain(clientSecret);
    expect((await runOn(['agents', 'list', '-o', 'name'], site)).stdout).toBe(
      'team1/weather-agent\n',
    );
  });

  it('shows an account without roles as a viewer', async () => {
    const { stdout } = await runOn(['token', '--json'], await startSite('plain'));
    const { roles, kagenti, lifetimeSeconds } = JSON.parse(stdout).token;
    expect(roles).toEqual({ realm: [], clients: {} });
    expect(kagenti.level).toBe('viewer');
    expect(kagenti.closed).toContain('chat.stream');
    expect(lifetimeSeconds).toBeGreaterThan(0);
  });

  it.each([
    ['an unknown client', 'nobody', clientSecret],
    ['a wrong secret', 'operator', 'canary-of-a-wrong-secret'],
  ])('explains %s', async (_, clientId, secret) => {
    const { stdout, stderr, exitCode } = await runOn(['token'], await startSite(clientId, secret));
    expect(stderr).toMatch(/^error: .*401/);
    expect(stderr).toMatch(/boost\.kagenti\.auth\.client(Id|Secret)/);
    expect(stderr).toMatch(/To find the cause, run boost doctor\.\n$/);
    expect(stderr).not.toContain(secret);
    expect([stdout, exitCode]).toEqual(['', 1]);
  });
});
