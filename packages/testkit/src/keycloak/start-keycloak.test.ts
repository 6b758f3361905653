import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { scratchFolder } from '../../test/keycloak/scratch-folder.fixture.ts';
import type { KeycloakSearch } from './find-keycloak.ts';
import { startKeycloak } from './start-keycloak.ts';

// A stand-in for Keycloak's script: what is tested here is how it is started, watched and ended.
const listening = `#!/bin/sh
echo $$ > "$TMPDIR/../server.pid"
exec "${process.execPath}" -e '
  const port = process.argv.find(text => text.startsWith("--http-port=")).split("=")[1];
  require("node:http").createServer((request, response) => response.end("{}")).listen(port, "127.0.0.1");
' -- "$@"
`;

let scratch: string;
beforeEach(() => {
  scratch = scratchFolder({ 'temp/.keep': '' });
  vi.stubEnv('TMPDIR', join(scratch, 'temp'));
});
afterEach(() => {
  vi.unstubAllEnvs();
});

function standIn(script: string, isCached = false): KeycloakSearch {
  const folder = join(
    scratchFolder({ 'keycloak/bin/kc.sh': script, 'keycloak/data/old': '' }),
    'keycloak',
  );
  return { available: true, java: 'java', distribution: { folder, isCached } };
}

describe('end', () => {
  test('its folder and its processes go with it, and it can be stopped twice [developer-tooling/Real Keycloak leaves nothing behind]', async () => {
    const keycloak = await startKeycloak({ keycloak: standIn(listening) });
    const [home = ''] = homes();
    expect(readdirSync(join(scratch, 'temp', home, 'data'))).toEqual(['import']);

    await Promise.all([keycloak.stop(), keycloak.stop()]);

    expect(homes()).toEqual([]);
    expect(isRunning(serverId())).toBe(false);
    await expect(fetch(keycloak.issuer)).rejects.toThrow('fetch failed');
  });

  test.each(['SIGKILL', 'SIGTERM', 'SIGINT'] as const)(
    'nothing outlives a parent that %s ends [developer-tooling/Real Keycloak leaves nothing behind]',
    async signal => {
      const keycloak = standIn(listening);
      const folder = keycloak.available ? keycloak.distribution.folder : '';
      const program = fileURLToPath(
        new URL('../../test/keycloak/start-and-wait.fixture.ts', import.meta.url),
      );
      const parent = spawn(process.execPath, [program, folder], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await once(parent.stdout, 'data');
      expect(isRunning(serverId())).toBe(true);

      parent.kill(signal);

      await vi.waitUntil(() => !isRunning(serverId()) && homes().length === 0, { timeout: 5_000 });
      expect(homes()).toEqual([]);
    },
  );
});

describe('failed start', () => {
  test('a server that ends shows the end of its log [developer-tooling/Failed start shows the log without secrets]', async () => {
    const keycloak = standIn(
      '#!/bin/sh\nseq 100\necho "it is $KC_BOOTSTRAP_ADMIN_PASSWORD or my-secret"\nexit 3\n',
    );
    const clients = [{ clientId: 'boost', clientSecret: 'my-secret' }];

    const failure = await startKeycloak({ keycloak, clients }).catch(String);

    expect(failure).toMatch(
      /^Error: Keycloak ended before it was ready\. Its log ends:\n6[0-9]\n[^]*\n100\nit is <secret> or <secret>$/,
    );
    expect(homes()).toEqual([]);
  });

  test('a server that is not ready in time is ended [developer-tooling/Failed start shows the log without secrets]', async () => {
    const keycloak = standIn(
      '#!/bin/sh\necho $$ > "$TMPDIR/../server.pid"\necho waiting\nsleep 600\n',
    );

    const start = startKeycloak({ keycloak, startTimeoutMs: 700 });

    await expect(start).rejects.toThrow(
      'Keycloak was not ready after 700 ms. Its log ends:\nwaiting',
    );
    expect(isRunning(serverId())).toBe(false);
    expect(homes()).toEqual([]);
  });

  test('a script that cannot be run is named [developer-tooling/Failed start shows the log without secrets]', async () => {
    const start = startKeycloak({ keycloak: standIn('no script') });

    await expect(start).rejects.toThrow('EACCES');
    expect(homes()).toEqual([]);
  });

  test('a distribution that cannot be copied leaves nothing [developer-tooling/Failed start shows the log without secrets]', async () => {
    const distribution = { folder: join(scratch, 'nowhere'), isCached: false };

    const start = startKeycloak({ keycloak: { available: true, java: 'java', distribution } });

    await expect(start).rejects.toThrow('nowhere');
    expect(homes()).toEqual([]);
  });

  test('a missing part is named [developer-tooling/Missing part is named in one sentence]', async () => {
    const start = startKeycloak({ keycloak: { available: false, missing: 'Java is missing.' } });

    await expect(start).rejects.toThrow('A real Keycloak cannot be started here. Java is missing.');
  });

  test('an impossible option is named [developer-tooling/Impossible option is refused]', async () => {
    await expect(startKeycloak({ accessTokenLifetimeSeconds: 0 })).rejects.toThrow(
      'accessTokenLifetimeSeconds',
    );
  });

  test.each<[named: string, options: object]>([
    ["There is no option 'startTimeout' (did you mean 'startTimeoutMs'?)", { startTimeout: 1 }],
    ["There is no option 'https.certFile'", { https: { certFile: 'server.pem' } }],
    ["There is no option 'clients[0].secret'", { clients: [{ clientId: 'boost', secret: 'x' }] }],
  ])('%s [developer-tooling/Unknown option is refused]', async (named, options) => {
    await expect(startKeycloak(options)).rejects.toThrow(named);
  });
});

describe('start', () => {
  test('nothing of the environment reaches it that would change it [developer-tooling/Real Keycloak does what the embedded one does]', async () => {
    vi.stubEnv('KC_DB', 'postgres');
    const script = listening.replace('echo', 'env > "$TMPDIR/../env"\necho');

    await using keycloak = await startKeycloak({ keycloak: standIn(script) });

    expect(readFileSync(join(scratch, 'env'), 'utf8')).not.toContain('KC_DB=');
    expect(inspect(keycloak, { depth: 9, showHidden: true })).not.toContain(
      keycloak.clients[0]?.clientSecret,
    );
  });

  test('the realm has the clients, their roles and who may introspect [developer-tooling/Real Keycloak does what the embedded one does]', async () => {
    const script = listening.replace(
      'echo',
      'cp "$(dirname "$0")/../data/import/realm.json" "$TMPDIR/.."\necho',
    );
    const clients = [
      { clientId: 'boost', clientSecret: 'a', roles: ['operator'], accessTokenLifetimeSeconds: 7 },
      { clientId: 'public', publicClient: true },
    ];

    await using keycloak = await startKeycloak({
      keycloak: standIn(script),
      clients,
      realm: 'mine',
    });

    expect(keycloak.issuer).toMatch(/\/realms\/mine$/);
    expect(JSON.parse(readFileSync(join(scratch, 'realm.json'), 'utf8'))).toMatchObject({
      realm: 'mine',
      roles: { realm: [{ name: 'operator' }] },
      clients: [
        {
          clientId: 'boost',
          secret: 'a',
          serviceAccountsEnabled: true,
          attributes: { 'access.token.lifespan': '7' },
          protocolMappers: [{ config: { 'included.client.audience': 'boost' } }],
        },
        { clientId: 'public', publicClient: true, serviceAccountsEnabled: false },
      ],
      users: [{ username: 'service-account-boost', realmRoles: ['operator'] }],
    });
  });

  test('with a certificate it listens with TLS as well, and asks for those of clients', async () => {
    const script = listening.replace('echo', 'echo "$@" > "$TMPDIR/../arguments"\necho');
    const https = { certificateFile: '/c.pem', keyFile: '/k.pem', clientAuthorityFile: '/a.pem' };

    await using keycloak = await startKeycloak({ keycloak: standIn(script), https });

    const port = /^https:\/\/127\.0\.0\.1:(\d+)\/realms\/boost$/.exec(
      keycloak.httpsIssuer ?? '',
    )?.[1];
    expect(readFileSync(join(scratch, 'arguments'), 'utf8')).toContain(
      `--https-port=${port} --https-certificate-file=/c.pem --https-certificate-key-file=/k.pem --https-client-auth=request --https-trust-store-file=/a.pem`,
    );
  });

  test('without one it listens with plain http alone', async () => {
    const script = listening.replace('echo', 'echo "$@" > "$TMPDIR/../arguments"\necho');

    await using keycloak = await startKeycloak({ keycloak: standIn(script) });

    expect(keycloak.httpsIssuer).toBeUndefined();
    expect(readFileSync(join(scratch, 'arguments'), 'utf8')).not.toContain('--https');
  });

  test('what the first start has built is kept in the cache and used', async () => {
    const build = 'touch "$(dirname "$0")/../built"\necho';
    const keycloak = standIn(listening.replace('echo', build), true);
    const folder = keycloak.available ? keycloak.distribution.folder : '';

    await (await startKeycloak({ keycloak })).stop();
    await (await startKeycloak({ keycloak })).stop();

    expect(existsSync(join(`${folder}-built`, 'built'))).toBe(true);
    expect(existsSync(join(`${folder}-built`, 'data'))).toBe(false);
    expect(existsSync(join(folder, 'built'))).toBe(false);
    expect(readdirSync(join(folder, '..'))).toEqual(['keycloak', 'keycloak-built']);
  });
});

function homes(): string[] {
  return readdirSync(join(scratch, 'temp')).filter(name => name.startsWith('keycloak-'));
}

function serverId(): number {
  return Number(readFileSync(join(scratch, 'server.pid'), 'utf8'));
}

function isRunning(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch {
    return false;
  }
}
