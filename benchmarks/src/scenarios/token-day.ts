import type { CountScenario, Counts } from '../benchmark.ts';
import { countDrivenCalls } from '../driven-calls.ts';
import { ours } from '../peers/ours.ts';
import { cachingPeers, peersWithoutCache } from '../peers/peers.ts';

/**
 * A day of calls with tokens of one lifetime. The project's manager has the whole day, at 1 000 calls a second from effort
 * 1 on. Peers have ten calls a second, for half an hour times the effort: some of them send a request for every call.
 */
export const tokenDay = (lifetimeSeconds: number): CountScenario => ({
  subject: `a simulated day with tokens of ${lifetimeSeconds} s; peers half an hour times the effort, at 10 calls a second`,
  unable: peersWithoutCache,
  count: ({ effort }) =>
    countDrivenCalls(ours, {
      lifetimeSeconds,
      hours: 24,
      callsPerSecond: 1000 * Math.min(1, effort),
    }),
  async countPeers({ effort }) {
    const peers: Record<string, Counts> = {};
    for (const peer of cachingPeers) {
      peers[peer.name] = await countDrivenCalls(peer, {
        lifetimeSeconds,
        hours: Math.min(24, effort / 2),
        callsPerSecond: 10,
      });
    }
    return peers;
  },
});

/** The most token requests that a day can need: each token is used until its early window, buffer and window as the manager plans them. */
export function requestsOfADay(lifetimeSeconds: number): number {
  const buffer = Math.min(60, lifetimeSeconds / 2);
  const window = (lifetimeSeconds - buffer) / 10;
  return Math.floor(86_400 / (lifetimeSeconds - buffer - window)) + 1;
}
