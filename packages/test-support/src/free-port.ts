import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Below the range that Linux and macOS use for outgoing connections, which could take the port of a stopped server. */
const drawPort = () => randomInt(20_000, 32_000);

/**
 * A free port of the loopback interface, for a server that starts later, or is stopped and started again.
 *
 * @param draw - Proposes a port; tests pass their own.
 */
export async function freePort(draw: () => number = drawPort): Promise<number> {
  const port = draw();
  return (await isFree(port)) ? port : freePort(draw);
}

function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise(resolve => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
