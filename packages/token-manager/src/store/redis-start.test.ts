import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { createClient } from '@redis/client';
import { expect, onTestFinished, test } from 'vitest';
import { encryptionKey } from '../../test/fixtures/replicas.fixture.ts';
import { ScriptedEndpoint } from '../../test/fixtures/scripted-endpoint.fixture.ts';
import { managerFor } from '../../test/fixtures/test-manager.fixture.ts';
import { createRedisTokenStore } from './redis-token-store.ts';

/** A port on which nothing listens, or what takes connections and says nothing. */
async function deadPort(what: 'nothing' | 'silence'): Promise<number> {
  const server = createServer(socket => onTestFinished(() => void socket.destroy()));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No TCP port');
  if (what === 'nothing') server.close();
  else onTestFinished(() => void server.close());
  return address.port;
}

test.each(['nothing', 'silence'] as const)(
  'a backend that finds %s in place of Redis starts after a second, and has tokens [shared-token-store/Store is down]',
  async what => {
    await using endpoint = await ScriptedEndpoint.start();
    const url = `redis://127.0.0.1:${await deadPort(what)}`;
    const redis = createClient({ url, disableOfflineQueue: true });
    onTestFinished(() => redis.destroy());
    redis.on('error', () => {});
    const startMs = performance.now();

    // As in the README.
    await Promise.race([redis.connect().catch(() => {}), setTimeout(1000)]);
    const store = createRedisTokenStore(redis);
    await using manager = managerFor(endpoint, { store, encryptionKey });

    expect(await manager.getToken()).toBe('token-1');
    expect(performance.now() - startMs).toBeLessThan(3000);
    expect(manager.health().storeFailures).toBeGreaterThan(0);
  },
);
