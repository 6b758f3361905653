import type { Scenario } from '../benchmark.ts';
import { ours } from '../peers/ours.ts';
import type { TokenPeer } from '../peers/token-client.ts';
import { startTokenEndpoint } from '../token-endpoint.ts';

const CALLS = 20_000;
/** Longer than any client's buffer, so that the cache is warm throughout. */
const LIFETIME_SECONDS = 3600;

/** Milliseconds of so many calls, one after the other. */
async function timeCalls(call: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  for (let index = 0; index < CALLS; index += 1) {
    await call();
  }
  return performance.now() - start;
}

/** A client with a token in its cache. */
async function warmClient(peer: TokenPeer) {
  const endpoint = await startTokenEndpoint(LIFETIME_SECONDS);
  const client = await peer.create({ tokenEndpoint: endpoint.tokenEndpoint, fetch });
  await client.getToken();
  return {
    call: client.ownCall ?? client.getToken,
    dispose: async () => {
      await client.close?.();
      endpoint.close();
      if (endpoint.requests() !== 1) {
        throw new Error(`The cache of ${peer.name} was not warm: ${endpoint.requests()} requests.`);
      }
    },
  };
}

const subject = `${CALLS} calls of getToken() from the cache`;

/** How long a token from the cache takes beside the least that an asynchronous answer can take. */
export const cachedToken: Scenario = {
  subject,
  peer: 'as many times awaiting a resolved promise',
  repetitions: 60,
  warmUps: 15,
  async prepare() {
    const client = await warmClient(ours);
    const resolved = Promise.resolve('token');
    return {
      subject: () => timeCalls(client.call),
      peer: () => timeCalls(() => resolved),
      dispose: client.dispose,
    };
  },
};

/** How long it takes beside a peer that looks at the token's end as well. */
export const cachedTokenBeside = (peer: TokenPeer): Scenario => ({
  subject,
  peer: `as many of ${peer.name}`,
  repetitions: 16,
  warmUps: 4,
  async prepare() {
    const client = await warmClient(ours);
    const other = await warmClient(peer);
    return {
      subject: () => timeCalls(client.call),
      peer: () => timeCalls(other.call),
      async dispose() {
        await client.dispose();
        await other.dispose();
      },
    };
  },
});
