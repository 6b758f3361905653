import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { RedisServer, skipsRedis } from '@rhdh-boost/test-support/redis-server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ReplicaOutcome, ReplicaTask } from '../../test/fixtures/replica-process.fixture.ts';
import { encryptionKey } from '../../test/fixtures/replicas.fixture.ts';
import { ScriptedEndpoint, tokens } from '../../test/fixtures/scripted-endpoint.fixture.ts';

const program = fileURLToPath(
  new URL('../../test/fixtures/replica-process.fixture.ts', import.meta.url),
);

const fleetSize = 50;
/** All at once they would keep each other from starting. */
const startedAtOnce = 10;

/** A process that is one replica after the other. */
class ReplicaProcess {
  readonly #child = fork(program, { execArgv: [] });

  static async start(): Promise<ReplicaProcess> {
    const replica = new ReplicaProcess();
    await once(replica.#child, 'message');
    return replica;
  }

  /** Makes it a new replica, with its manager and a connection to the store. */
  async become(task: ReplicaTask): Promise<void> {
    await this.#tell({ ...task });
  }

  begin(): void {
    this.#child.send('begin');
  }

  async stop(): Promise<ReplicaOutcome> {
    const [told] = await this.#tell('stop');
    return told;
  }

  end(): void {
    this.#child.kill('SIGKILL');
  }

  async #tell(message: string | object) {
    const answer = once(this.#child, 'message');
    this.#child.send(message);
    return answer;
  }
}

describe.skipIf(skipsRedis())('fifty processes with a real Redis or Valkey', () => {
  let server: RedisServer;
  const processes: ReplicaProcess[] = [];
  beforeAll(async () => {
    server = await RedisServer.start();
    while (processes.length < fleetSize) {
      const wave = Array.from({ length: startedAtOnce }, () => ReplicaProcess.start());
      processes.push(...(await Promise.all(wave)));
    }
  });
  afterAll(async () => {
    for (const each of processes) each.end();
    await server?.[Symbol.asyncDispose]();
  });

  /** Each becomes a replica that makes a call every 100 ms. */
  async function beginFleet({ tokenEndpoint }: ScriptedEndpoint): Promise<void> {
    const task = { tokenEndpoint, redisUrl: server.url, encryptionKey, pauseMs: 100 };
    await Promise.all(processes.map(each => each.become(task)));
    for (const each of processes) each.begin();
  }

  const endFleet = () => Promise.all(processes.map(each => each.stop()));

  // A store call may take 250 ms. Where the machine is busy with something else one of fifty may not be served
  // in that time and asks by itself, as it should; that it happens each time would be a fault.
  test('fifty processes make one token request a renewal [shared-token-store/One request a renewal]', {
    retry: 2,
  }, async () => {
    const lifetimeSeconds = 24;
    await using endpoint = await ScriptedEndpoint.start(tokens(lifetimeSeconds));
    await beginFleet(endpoint);
    // The buffer is half the lifetime: two renewals lie in this time.
    await pause(30_000);
    const outcomes = await endFleet();

    expect(outcomes.flatMap(({ failures }) => failures)).toEqual([]);
    expect(sum(outcomes, 'expired')).toBe(0);
    expect(sum(outcomes, 'unhandled')).toBe(0);
    expect(Math.min(...outcomes.map(({ calls }) => calls))).toBeGreaterThan(50);
    // As many requests as each replica had tokens, its own or another one's.
    const renewals = Math.max(...outcomes.map(({ shared, requests }) => shared + requests));
    expect(renewals).toBeGreaterThanOrEqual(3);
    expect(endpoint.requests).toHaveLength(renewals);
  });

  test('no call of fifty processes fails while the server is killed and comes back, and then tokens are shared again [shared-token-store/Store is down]', async () => {
    // The buffer is half the lifetime: a renewal comes every four seconds.
    await using endpoint = await ScriptedEndpoint.start(tokens(8));
    const requestsDuring = async (ms: number) => {
      const before = endpoint.requests.length;
      await pause(ms);
      return endpoint.requests.length - before;
    };
    await beginFleet(endpoint);
    const together = await requestsDuring(6000);
    await server.kill();
    const alone = await requestsDuring(10_000);
    await server.start();
    // Tokens that each got alone end at different times.
    await pause(6000);
    const togetherAgain = await requestsDuring(10_000);
    const outcomes = await endFleet();

    expect(outcomes.flatMap(({ failures }) => failures)).toEqual([]);
    expect(sum(outcomes, 'expired')).toBe(0);
    expect(sum(outcomes, 'unhandled')).toBe(0);
    expect(Math.min(...outcomes.map(({ calls }) => calls))).toBeGreaterThan(50);
    expect(Math.min(...outcomes.map(({ storeFailures }) => storeFailures))).toBeGreaterThan(0);
    expect(together).toBeLessThanOrEqual(3);
    // Each renews for itself.
    expect(alone).toBeGreaterThan(fleetSize);
    expect(togetherAgain).toBeLessThanOrEqual(5);
  });
});

function sum(outcomes: readonly ReplicaOutcome[], count: 'expired' | 'unhandled') {
  return outcomes.reduce((total, outcome) => total + outcome[count], 0);
}
