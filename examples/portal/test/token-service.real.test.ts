import { randomUUID } from 'node:crypto';
import { mkdir, readlink, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { skipsBackstage } from './fixtures/skips-backstage.fixture.ts';
import { ask, backendOn, linesOf, serversForTest } from './fixtures/started-backend.fixture.ts';

/** The operating system notifies Backstage of a changed file within a second. */
const withinMs = 10_000;
/** For some milliseconds after it has read a file, Backstage misses the next change of it. */
const settledMs = 1000;

const lacksBackstage = await skipsBackstage();

describe.skipIf(lacksBackstage)('with a real Backstage backend', () => {
  test('two plugins, forty requests, two token requests [backstage-token-service/Two plugins have two managers]', async () => {
    const servers = await serversForTest();
    const backend = await backendOn(servers);

    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        ask(servers, backend, index % 2 === 0 ? 'agents' : 'probe'),
      ),
    );

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(servers.identityProvider.requests.map(({ status }) => status)).toEqual([200, 200]);
  });

  test('the agents come from Kagenti with a token [backstage-token-service/Plugin names the service]', async () => {
    const servers = await serversForTest();
    const backend = await backendOn(servers);

    const answer = await ask(servers, backend, 'agents');

    expect(await answer.json()).toMatchObject({ items: [{ name: 'weather-agent' }] });
    expect(servers.kagenti.requests).toMatchObject([{ account: 'boost', status: 200 }]);
  });

  test('each plugin’s manager logs as the plugin', async () => {
    const servers = await serversForTest();
    const backend = await backendOn(servers);

    await ask(servers, backend, 'probe');
    await expect.poll(() => linesOf(backend, 'probe').join('\n')).toMatch(/access token/i);

    expect(linesOf(backend, 'agents').join('\n')).not.toMatch(/access token/i);
    expect(backend.output).not.toContain(servers.environment['BOOST_ENCRYPTION_SECRET']);
  });

  test('SIGTERM ends a backend that waits for a token [backstage-token-service/Shutdown closes the manager]', async () => {
    const servers = await serversForTest();
    const backend = await backendOn(servers);
    servers.identityProvider.faults.next({ kind: 'hang' });
    const waiting = ask(servers, backend, 'probe').then(
      ({ status }) => status,
      () => 'cut off',
    );
    await expect.poll(() => servers.identityProvider.faults.pending).toBe(0);

    const startMs = Date.now();
    const code = await backend.stop();

    // The renewal alone would wait for 15 s.
    expect(Date.now() - startMs).toBeLessThan(5000);
    expect(code).toBe(0);
    expect(await waiting).not.toBe(200);
  });

  test.each([
    ['written anew', (file: string, secret: string) => writeFile(file, `${secret}\n`)],
    ['swapped as Kubernetes does', swapAsKubernetesDoes],
  ])(
    'a secret file that is %s is found, twice [backstage-token-service/Secret file that changed is found]',
    async (_how, write) => {
      const servers = await serversForTest();
      const { identityProvider, kagenti, secretFile } = servers;
      await write(secretFile, identityProvider.clients[0]?.clientSecret ?? '');
      const backend = await backendOn(servers);
      await ask(servers, backend, 'agents');

      for (let rotation = 1; rotation <= 2; rotation += 1) {
        await pause(settledMs);
        await write(secretFile, await identityProvider.rotateSecret('boost'));
        kagenti.faults.next({ kind: 'respond', status: 401, body: { detail: 'Invalid token' } });
        const status = async () => (await ask(servers, backend, 'agents')).status;
        await expect.poll(status, { timeout: withinMs, interval: 250 }).toBe(200);
      }

      const issued = identityProvider.requests.filter(({ status }) => status === 200);
      expect(issued).toHaveLength(3);
    },
  );
});

/**
 * Kubernetes keeps what it mounts in a folder with a date, behind the link `..data`, which it renames; the
 * file is a link through that.
 */
async function swapAsKubernetesDoes(secretFile: string, secret: string): Promise<void> {
  const data = join(dirname(secretFile), '..data');
  const before = await readlink(data).catch(() => undefined);
  const dated = `..${randomUUID()}`;
  await mkdir(join(dirname(secretFile), dated));
  await writeFile(join(dirname(secretFile), dated, 'secret.txt'), `${secret}\n`);
  await symlink(dated, `${data}_tmp`);
  await rename(`${data}_tmp`, data);
  if (before === undefined) {
    await rm(secretFile);
    await symlink(join('..data', 'secret.txt'), secretFile);
  } else {
    await rm(join(dirname(secretFile), before), { recursive: true });
  }
}
