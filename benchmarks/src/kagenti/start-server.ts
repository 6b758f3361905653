import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('./server-process.ts', import.meta.url));

/** A server in a process of its own. */
export interface KagentiServer {
  /** Without the path that says what is answered. */
  readonly origin: string;
  /** Connections that are open, as the server sees it. */
  readonly connections: () => Promise<number>;
  readonly close: () => void;
}

/** Starts one. */
export async function startKagentiServer(): Promise<KagentiServer> {
  const child = fork(program, { execArgv: [] });
  const [port] = await once(child, 'message');
  return {
    origin: `http://127.0.0.1:${port}`,
    async connections() {
      const told = once(child, 'message');
      child.send('connections');
      const [connections] = await told;
      return connections;
    },
    close() {
      child.disconnect();
    },
  };
}
