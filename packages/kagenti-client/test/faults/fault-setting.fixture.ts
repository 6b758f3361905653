import { getEventListeners } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent } from 'undici';
import type { KagentiClient } from '../../src/kagenti-client.ts';
import { authority } from '../fixtures/certificates.fixture.ts';
import { NumberedTokens, testClient } from '../fixtures/test-client.fixture.ts';
import { canaryToken } from './answers.fixture.ts';
import type { Fault } from './fault.fixture.ts';
import { FaultServer } from './fault-server.fixture.ts';

/** Tokens in which the canary shows. */
class CanaryTokens extends NumberedTokens {
  override async getToken(): Promise<string> {
    // As any real source: no token is there in the same turn.
    await sleep(1);
    return `${canaryToken}-${await super.getToken()}`;
  }

  override invalidate(token: string): boolean {
    return super.invalidate(token.slice(canaryToken.length + 1));
  }
}

/** Short, so that a server that hangs is found soon; undici counts some of them in half seconds. */
const timeouts = {
  // Long: dozens of handshakes at once take their time.
  connectMs: 30_000,
  headersMs: 150,
  idleMs: 150,
  streamIdleMs: 150,
  totalMs: 60_000,
};

/** A server that fails, a client that calls it, and a signal that outlives its calls. */
export class FaultSetting implements AsyncDisposable {
  readonly server: FaultServer;
  readonly client: KagentiClient;
  readonly controller = new AbortController();
  readonly #folder: string;
  readonly #agent: Agent | undefined;

  private constructor(server: FaultServer, fault: Fault, budget: number) {
    this.server = server;
    this.#folder = mkdtempSync(join(tmpdir(), 'kagenti-faults-'));
    const caFile = join(this.#folder, 'authority.pem');
    writeFileSync(caFile, authority);
    this.#agent = fault.kind === 'name' ? agentWithoutName() : undefined;
    this.client = testClient(
      fault.kind === 'name' ? `http://kagenti.boost.svc:${server.port}` : server.origin,
      {
        tokens: new CanaryTokens(),
        allowInClusterHttp: true,
        ...(fault.kind === 'tls' && { tls: { caFile } }),
        ...(this.#agent !== undefined && { dispatcher: this.#agent }),
        retry: { budget },
        ...fault.options,
        timeouts: { ...timeouts, ...fault.options?.timeouts },
      },
    );
  }

  static async start(fault: Fault, { budget = 20 } = {}): Promise<FaultSetting> {
    return new FaultSetting(await FaultServer.start(fault), fault, budget);
  }

  /** Listeners that are left on the signal. */
  get listeners(): number {
    return getEventListeners(this.controller.signal, 'abort').length;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.client.close();
    await this.#agent?.destroy();
    await this.server[Symbol.asyncDispose]();
    rmSync(this.#folder, { recursive: true });
  }
}

/** DNS that does not know the name. */
function agentWithoutName(): Agent {
  return new Agent({
    connect: {
      lookup: (hostname, _options, callback) => {
        const error = new Error(`getaddrinfo ENOTFOUND ${hostname}`);
        callback(Object.assign(error, { code: 'ENOTFOUND' }), []);
      },
    },
  });
}
