import { connect } from 'node:net';
import type { CacheServer } from './cache-settings.ts';

const timeoutMs = 5000;

/**
 * Opens a TCP connection and closes it.
 *
 * @param server - where to
 * @param signal - ends it early
 * @throws what Node reports
 */
export async function reach({ host, port }: CacheServer, signal: AbortSignal): Promise<void> {
  const socket = connect({ host, port, signal });
  try {
    await new Promise<void>((resolve, reject) => {
      socket
        .once('connect', resolve)
        .once('error', reject)
        .setTimeout(timeoutMs, () => {
          reject(Object.assign(new Error('No connection in time.'), { code: 'ETIMEDOUT' }));
        });
    });
  } finally {
    socket.destroy();
  }
}
