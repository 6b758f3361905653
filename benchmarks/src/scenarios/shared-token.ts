import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { RedisServer, skipsRedis } from '../../../packages/test-support/src/redis-server.ts';
import type { CountScenario, Counts } from '../benchmark.ts';
import type { ReplicaOutcome, ReplicaTask } from '../replicas/replica-task.ts';
import { startTokenEndpoint } from '../token-endpoint.ts';

const PROCESSES = 50;
const PAUSE_MS = 500;
/** A process begins so long after the one before it: replicas are started, and not switched on together. */
const STAGGER_MS = 50;
const program = fileURLToPath(new URL('../replicas/replica-process.ts', import.meta.url));

/** How one library is tried: how long its tokens live, and after how many seconds of them it asks for the next. */
interface Trial {
  readonly name: string;
  readonly lifetimeSeconds: number;
  readonly renewedAfterSeconds: number;
}

const ours: Trial = {
  name: '@rhdh-boost/token-manager',
  lifetimeSeconds: 16,
  renewedAfterSeconds: 8,
};
const peers: readonly Trial[] = [
  // It renews five minutes before the end, whatever the lifetime.
  { name: '@azure/msal-node', lifetimeSeconds: 308, renewedAfterSeconds: 8 },
  { name: '@badgateway/oauth2-client', lifetimeSeconds: 8, renewedAfterSeconds: 8 },
];

async function startReplica(name: string, task: ReplicaTask) {
  const child = fork(program, [name, JSON.stringify(task)], { execArgv: [] });
  await once(child, 'message');
  return {
    begin: () => void child.send('begin'),
    async stop(): Promise<ReplicaOutcome> {
      const told = once(child, 'message');
      child.send('stop');
      const [outcome] = await told;
      return outcome;
    },
    end: () => void child.kill('SIGKILL'),
  };
}

/** Lets that many processes live on one store for so many tokens, one after the other. */
async function countRequests(
  { name, lifetimeSeconds, renewedAfterSeconds }: Trial,
  tokens: number,
): Promise<Counts> {
  await using redis = await RedisServer.start();
  const endpoint = await startTokenEndpoint(lifetimeSeconds);
  const { tokenEndpoint } = endpoint;
  const task = { tokenEndpoint, redisUrl: redis.url, pauseMs: PAUSE_MS };
  const starting = Array.from({ length: PROCESSES }, () => startReplica(name, task));
  const replicas = await Promise.all(starting);
  try {
    const until = Date.now() + (tokens - 0.5) * renewedAfterSeconds * 1000;
    for (const replica of replicas) {
      replica.begin();
      await pause(STAGGER_MS);
    }
    // The end of the time lies in the middle of the last token's.
    await pause(until - Date.now());
    const outcomes = await Promise.all(replicas.map(replica => replica.stop()));
    return {
      'token requests a renewal': endpoint.requests() / tokens,
      'failed calls': outcomes.reduce((sum, { failed }) => sum + failed, 0),
      processes: PROCESSES,
      renewals: tokens,
    };
  } finally {
    for (const replica of replicas) replica.end();
    endpoint.close();
  }
}

/** Many replicas with one store. */
export const sharedToken: CountScenario = {
  subject: `${PROCESSES} processes with one Redis, a call every ${PAUSE_MS} ms in each, which begin within ${(PROCESSES * STAGGER_MS) / 1000} s; the first token counts as a renewal`,
  unable: {
    'undici-oidc-interceptor':
      'its token is a variable of the interceptor, and no option names a store.',
    '@azure/identity':
      'the token cycler keeps the token in a variable, and getBearerTokenProvider() has no option for a store.',
    'google-auth-library':
      'its credentials are a property of the client; setCredentials() can be called by the caller, and nothing reads them from elsewhere.',
    'openid-client': 'it keeps no tokens.',
    'simple-oauth2': 'it keeps no tokens; createToken() makes one from what the caller has kept.',
  },
  missing: () => (skipsRedis() ? 'No Redis or Valkey is on this machine.' : undefined),
  count: ({ effort }) => countRequests(ours, effort < 1 ? 2 : 3),
  async countPeers() {
    const counted: Record<string, Counts> = {};
    for (const peer of peers) counted[peer.name] = await countRequests(peer, 2);
    return counted;
  },
};
