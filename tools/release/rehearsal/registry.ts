// A registry on loopback for the packages alone; what they depend on comes from the registry that npm is configured with.
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const PATIENCE_MS = 30_000;

/** A registry that runs. */
export interface LocalRegistry {
  readonly url: string;
  stop(): Promise<void>;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' ? (address?.port ?? 0) : 0));
    });
  });
}

/** A verdaccio to which anybody may publish and that asks no other registry. */
function settings(storage: string): string {
  return JSON.stringify({
    storage,
    uplinks: {},
    packages: { '**': { access: '$all', publish: '$anonymous' } },
    log: { type: 'stdout', format: 'pretty', level: 'warn' },
  });
}

/** Starts verdaccio on a free port, its packages in a folder. */
export async function startRegistry(
  node: string,
  toolBox: string,
  folder: string,
): Promise<LocalRegistry> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/`;
  const file = join(folder, 'registry.json'); // JSON is YAML too
  writeFileSync(file, settings(join(folder, 'registry')));
  const program = join(toolBox, 'node_modules/verdaccio/bin/verdaccio');
  const child = spawn(node, [program, '--config', file, '--listen', `127.0.0.1:${port}`], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', text => (output += text));
  const ended = new Promise<void>(resolve => child.on('close', () => resolve()));
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await answers(`${url}-/ping`))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      child.kill();
      throw new Error(`verdaccio did not start:\n${output}`);
    }
    await sleep(100);
  }
  return {
    url,
    async stop() {
      child.kill();
      await ended;
    },
  };
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}
