import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { freePort } from './free-port.ts';

test('a port on which a server listens is not returned', async () => {
  const server = createServer();
  const taken = await freePort();
  server.listen(taken, '127.0.0.1');
  await once(server, 'listening');
  const free = await freePort();
  const drawn = [taken, taken, free];

  expect(await freePort(() => drawn.shift() ?? 0)).toBe(free);
  server.close();
});

test('a port is not in the range of outgoing connections', async () => {
  const ports = await Promise.all(Array.from({ length: 20 }, () => freePort()));

  expect(Math.max(...ports)).toBeLessThan(32_768);
});
