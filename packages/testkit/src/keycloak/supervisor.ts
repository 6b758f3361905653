/**
 * A program of its own between the test kit and Keycloak: `supervisor HOME ARGUMENT…` runs HOME/bin/kc.sh
 * until its own stdin ends, then kills it with all its processes and deletes HOME. The stdin ends when
 * the test kit closes it, and also when the test kit's process dies, whatever it dies of: no Java is
 * left behind, not even after a SIGKILL that no process can answer.
 */
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';

const [home = '', ...args] = process.argv.slice(2);
// A process group of its own, so that the script and its Java can be killed together.
const server = spawn(join(home, 'bin', 'kc.sh'), args, {
  detached: true,
  stdio: ['ignore', 'inherit', 'inherit'],
});

function killServer(): void {
  try {
    // Nothing in its memory is worth a farewell.
    process.kill(-(server.pid ?? 0), 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

process.stdin.on('end', killServer).on('error', killServer).resume();
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
  process.on(signal, killServer);
}
server.on('error', error => {
  process.stderr.write(`${error.message}\n`);
  leave(1);
});
server.on('exit', code => leave(code ?? 0));

function leave(code: number): void {
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  process.exit(code);
}
