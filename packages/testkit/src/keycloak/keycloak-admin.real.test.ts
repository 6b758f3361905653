import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findKeycloak } from './find-keycloak.ts';
import type { KeycloakServer } from './real-keycloak.ts';
import { skipsRealSuite } from './real-suite.ts';
import { startKeycloak } from './start-keycloak.ts';

const keycloak = await findKeycloak();
const account = { clientId: 'boost', clientSecret: 'secret-of-the-test', roles: ['operator'] };

describe.skipIf(skipsRealSuite(keycloak))('the administrator of a real Keycloak', () => {
  let server: KeycloakServer;
  beforeAll(async () => {
    server = await startKeycloak({ keycloak });
  });
  afterAll(() => server?.stop());

  test('adds a realm to a running server [developer-tooling/Realm is added to a running server]', async () => {
    const realm = await server.admin.createRealm({ realm: 'another', clients: [account] });
    const secret = await realm.rotateSecret('boost');

    expect(realm.issuer).toBe(server.issuer.replace('/boost', '/another'));
    expect(realm.clients).toMatchObject([{ clientId: 'boost', clientSecret: secret }]);
    await expect(statusOf(realm.tokenEndpoint, secret)).resolves.toBe(200);
    await realm.stop();
    await expect(statusOf(realm.tokenEndpoint, secret)).resolves.toBe(404);
  });

  test('refuses an unknown option of a realm', async () => {
    const misspelt = { realm: 'another', client: [account] };

    await expect(server.admin.createRealm(misspelt)).rejects.toThrow(/'client'.*'clients'/);
  });

  test('runs kcadm.sh [developer-tooling/Command of an administrator runs as it is printed]', async () => {
    const session = join(homedir(), '.keycloak', 'kcadm.config');
    const hadSession = existsSync(session);

    const changed = await server.admin.shell('kcadm.sh update realms/boost -s displayName=$NAME', {
      NAME: 'Changed',
    });

    expect(changed).toEqual({ exitCode: 0, output: '' });
    expect(await server.admin.request('GET', '/realms/boost')).toMatchObject({
      displayName: 'Changed',
    });
    expect(existsSync(session)).toBe(hadSession);
  });

  test('ends a script at the first command that fails', async () => {
    const { exitCode, output } = await server.admin.shell('kcadm.sh get realms/nowhere\necho on');

    expect(exitCode).not.toBe(0);
    expect(output).not.toContain('on\n');
  });

  test('names the request that the admin API refuses', async () => {
    await expect(server.admin.request('GET', '/realms/nowhere')).rejects.toThrow(
      "Keycloak's admin API answered GET /realms/nowhere with 404",
    );
  });
});

async function statusOf(tokenEndpoint: string, client_secret: string): Promise<number> {
  const fields = { grant_type: 'client_credentials', client_id: 'boost', client_secret };
  const answer = await fetch(tokenEndpoint, {
    method: 'POST',
    body: new URLSearchParams(fields),
  });
  return answer.status;
}
