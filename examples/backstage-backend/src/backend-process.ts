import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { exampleFolder } from './installed-example.ts';

/** What a backend is started with. */
export interface BackendOptions {
  /** The variables of app-config.yaml. */
  readonly environment: Readonly<Record<string, string>>;
  /** The program; `index.ts` by default. */
  readonly program?: string;
  /** More app-config files; what stands in a later one counts. */
  readonly configs?: readonly string[];
  /** The app whose packages' schemas Backstage loads; the current folder by default. */
  readonly cwd?: string;
}

const startWithinMs = 60_000;

/** A Backstage backend as a process of its own, on a free port. */
export class BackendProcess implements AsyncDisposable {
  readonly url: string;
  /** What it wrote so far. */
  output = '';
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;

  private constructor(url: string, child: ChildProcess) {
    this.url = url;
    this.#child = child;
    this.#ended = once(child, 'exit');
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.output += text;
      });
    }
  }

  /** Starts it, and waits until it is ready. */
  static async start(options: BackendOptions): Promise<BackendProcess> {
    const { environment, program = join(import.meta.dirname, 'index.ts'), configs = [] } = options;
    const { cwd = process.cwd() } = options;
    const port = String(await freePort());
    const files = [join(exampleFolder, 'app-config.yaml'), ...configs];
    const child = spawn(process.execPath, [program, ...files.flatMap(file => ['--config', file])], {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      // In production Backstage logs JSON and lets the system tell it of changed files.
      env: { ...process.env, NODE_ENV: 'production', BACKEND_PORT: port, ...environment },
    });
    const backend = new BackendProcess(`http://127.0.0.1:${port}`, child);
    await backend.#untilReady();
    return backend;
  }

  /** Asks it to end, as Kubernetes does; gives its exit code. */
  async stop(): Promise<number | null> {
    this.#child.kill('SIGTERM');
    await this.#ended;
    return this.#child.exitCode;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.kill('SIGKILL');
    if (this.#child.exitCode === null && this.#child.signalCode === null) await this.#ended;
  }

  async #untilReady(): Promise<void> {
    const untilMs = Date.now() + startWithinMs;
    while (!(await this.#isReady())) {
      if (this.#child.exitCode !== null || Date.now() > untilMs) {
        await this[Symbol.asyncDispose]();
        throw new Error(`The backend did not start. It wrote:\n${this.output}`);
      }
      await pause(50);
    }
  }

  async #isReady(): Promise<boolean> {
    try {
      return (await fetch(`${this.url}/.backstage/health/v1/readiness`)).ok;
    } catch {
      return false;
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await new Promise(resolve => server.close(resolve));
  if (typeof address !== 'object' || address === null) throw new Error('There is no free port.');
  return address.port;
}
