import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { portalUsers } from '../../portal/test/fixtures/portal-users.fixture.ts';
import { backendOn, serversForTest } from '../../portal/test/fixtures/started-backend.fixture.ts';

const folder = join(import.meta.dirname, '..');
test('try', async () => {
  const servers = await serversForTest();
  const users = await portalUsers();
  const backend = await backendOn(
    servers,
    {
      ...users.appConfig,
      publicKeyOfUsers: users.publicKey,
      dynamicPlugins: { rootDirectory: 'dynamic-plugins-root' },
      boost: {
        providers: {
          kagenti: { defaultAgent: 'team1/weather-agent', namespaces: ['team1', 'team2'] },
        },
      },
      backend: {
        ...users.appConfig.backend,
        database: { client: 'better-sqlite3', connection: ':memory:' },
      },
    },
    join(import.meta.dirname, 'fixtures/backend.ts'),
    folder,
  );
  const headers = {
    authorization: `Bearer ${users.tokenOf('user:default/jane')}`,
    'content-type': 'application/json',
  };
  const body = JSON.stringify({ messages: [{ type: 'text', text: 'Will it rain?' }] });
  for (const path of ['chat', 'chat/stream']) {
    const answer = await fetch(`${backend.url}/api/boost/${path}`, {
      method: 'POST',
      headers,
      body,
    });
    console.log(answer.status, await answer.text());
  }
  await new Promise(r => setTimeout(r, 3000));
  const answer = await fetch(`${backend.url}/api/catalog/entities`, { headers });
  console.log(answer.status, await answer.text());
});
