import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LogTail } from './log-tail.ts';

/** As this file is, TypeScript in the repository and JavaScript in the package. */
const supervisor = fileURLToPath(
  new URL(`./supervisor${extname(import.meta.url)}`, import.meta.url),
);

/** Keycloak's processes, from their start to their end. */
export class KeycloakProcess {
  readonly #supervisor: ChildProcess;
  readonly #log: LogTail;
  readonly #ended: Promise<unknown>;

  /** @param secrets What must not show in an error, though it stood in the log. */
  constructor({
    home,
    args,
    environment,
    secrets,
  }: {
    home: string;
    args: readonly string[];
    environment: NodeJS.ProcessEnv;
    secrets: readonly string[];
  }) {
    this.#log = new LogTail(secrets);
    this.#supervisor = spawn(process.execPath, [supervisor, home, ...args], {
      // A group of its own: a Ctrl-C reaches this process alone, which then stops the other in order.
      detached: true,
      env: environment,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    this.#supervisor.stdout?.on('data', data => this.#log.add(data));
    this.#supervisor.stderr?.on('data', data => this.#log.add(data));
    // It may have gone when its stdin is closed.
    this.#supervisor.stdin?.on('error', () => undefined);
    // Also when it cannot be spawned: then there is an error, and the pipes close.
    this.#supervisor.on('error', error => this.#log.add(error.message));
    this.#ended = once(this.#supervisor, 'close');
    this.#ended.catch(() => undefined);
  }

  get hasEnded(): boolean {
    const { exitCode, signalCode, pid } = this.#supervisor;
    return exitCode !== null || signalCode !== null || pid === undefined;
  }

  /** The end of what it printed, without secrets. */
  get logTail(): string {
    return this.#log.text;
  }

  /** Ends it, its Java and its folder. */
  async stop(): Promise<void> {
    this.#supervisor.stdin?.end();
    if (!this.hasEnded) {
      await this.#ended;
    }
  }
}
