import type { CountScenario, Counts } from '../benchmark.ts';
import { ours } from '../peers/ours.ts';
import { cachingPeers, peersWithoutCache } from '../peers/peers.ts';
import type { TokenPeer } from '../peers/token-client.ts';
import { ProtectedApi } from '../protected-api.ts';
import { randomFrom } from '../random.ts';
import { startTokenEndpoint } from '../token-endpoint.ts';

const CALLS = 10_000;
const REFUSALS_WITHIN_MS = 2000;
/** Longer than any client's buffer, so that the refusals alone make it ask. */
const LIFETIME_SECONDS = 3600;

/** Starts so many calls with a token that has just been revoked. */
async function countCalls(peer: TokenPeer, calls: number, seed: number): Promise<Counts> {
  const endpoint = await startTokenEndpoint(LIFETIME_SECONDS);
  const client = await peer.create({ tokenEndpoint: endpoint.tokenEndpoint, fetch });
  try {
    const api = new ProtectedApi(randomFrom(seed), REFUSALS_WITHIN_MS);
    api.revoke(await client.getToken());
    const before = endpoint.requests();
    const statuses = await Promise.all(
      Array.from({ length: calls }, () => client.call(api).catch(() => undefined)),
    );
    const failed = statuses.filter(status => status !== 200).length;
    return { 'token requests': endpoint.requests() - before, 'failed calls': failed, calls };
  } finally {
    await client.close?.();
    endpoint.close();
  }
}

/** What a revoked token costs that many calls carry when it is refused. */
export const revokedToken: CountScenario = {
  subject: `${CALLS} calls in flight with a revoked token, their refusals arriving at random over two seconds; peers with half as many times the effort`,
  unable: peersWithoutCache,
  count: ({ seed }) => countCalls(ours, CALLS, seed),
  async countPeers({ seed, effort }) {
    const peers: Record<string, Counts> = {};
    for (const peer of cachingPeers) {
      peers[peer.name] = await countCalls(peer, Math.ceil(CALLS * Math.min(1, effort / 2)), seed);
    }
    return peers;
  },
};
