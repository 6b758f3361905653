import type { TokenSource } from '../options/token-source.ts';
import type { CallScope } from './call-scope.ts';
import { agentRejects, missingMapper } from './failure-hints.ts';

const windowMs = 60_000;
const mostInWindow = 3;

/** A rejected token, and how to get another. */
export interface RejectedToken {
  /** The agent, as `namespace/name`. */
  readonly agent: string;
  /** The token that it rejected. */
  readonly token: string;
  /** Where the token came from. */
  readonly source: TokenSource;
  /** The call. */
  readonly scope: CallScope;
  /** Returns the token in hand. */
  readonly inHand: () => Promise<string>;
}

/**
 * Fetches a new token after an agent's 401: its audience scope may be newer than the token in hand. An agent can
 * answer 401 as often as it likes, so one fetch in a minute is made for an agent, and three for all of them.
 */
export class AgentRefreshes {
  readonly #now: () => number;
  /** Fetches of the last minute, by agent. */
  readonly #recent = new Map<
    string,
    { readonly startedMs: number; readonly settled: Promise<unknown> }
  >();

  /** @param now - Milliseconds since some moment. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /**
   * Waits until the source has fetched a new token, unless it has another one in hand.
   *
   * @returns why no token was fetched; undefined when one was asked for or is in hand
   */
  async refresh(rejected: RejectedToken): Promise<string | undefined> {
    const { agent, token, source, scope, inHand } = rejected;
    if (source.canForceRefresh !== true) return notAsked;
    let latest: Promise<unknown> | undefined;
    // Calls that any agent rejects meanwhile share one fetch.
    do {
      latest = this.#latestFetch();
      await scope.race(() => latest);
      if ((await inHand()) !== token) return undefined;
    } while (latest !== this.#latestFetch());
    if (this.#recent.has(agent) || this.#recent.size >= mostInWindow) return limited;
    // Without the signal of this call: others wait for it too.
    const fetched = (async () => source.getToken({ forceRefresh: true }))();
    const settled = fetched.catch(() => undefined);
    this.#recent.set(agent, { startedMs: this.#now(), settled });
    await scope.race(() => settled);
    return undefined;
  }

  /** The one that began last, of the last minute. */
  #latestFetch(): Promise<unknown> | undefined {
    const nowMs = this.#now();
    for (const [agent, { startedMs }] of this.#recent) {
      if (nowMs - startedMs >= windowMs) this.#recent.delete(agent);
    }
    return [...this.#recent.values()].at(-1)?.settled;
  }
}

const notAsked = `${agentRejects}, but may be older than the agent's audience scope, and the token source cannot fetch a new one on request (canForceRefresh). Send the message again when the source has another token.`;
const limited = `${agentRejects}. No new one was fetched: the client fetches one in 60 s for an agent, and three for all agents. ${missingMapper}`;
/** When the source still returns the rejected token. */
export const noOther = `${agentRejects}, but may be older than the agent's audience scope, and the token source returned no new one`;
