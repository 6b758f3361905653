import type { ChatEvent } from './chat-event.ts';
import type { ChatStream } from './chat-stream.ts';
import type { KagentiClientOptions } from './client-options.ts';
import { KagentiClient } from './kagenti-client.ts';
import type { TokenSource } from './token-source.ts';

/** Issues `token-1`, then the next after each invalidation, and remembers what it was asked. */
export class NumberedTokens implements TokenSource {
  /** Calls of `getToken`. */
  asked = 0;
  /** What every call of `getToken` asked for. */
  readonly minValidSeconds: (number | undefined)[] = [];
  /** Tokens that were refused. */
  readonly invalidated: string[] = [];
  #number = 1;

  async getToken(options: { minValidSeconds?: number } = {}): Promise<string> {
    this.asked += 1;
    this.minValidSeconds.push(options.minValidSeconds);
    return `token-${this.#number}`;
  }

  invalidate(token: string): boolean {
    this.invalidated.push(token);
    if (token !== `token-${this.#number}`) return false;
    this.#number += 1;
    return true;
  }
}

/** A key for chat sessions. */
export const sessionKey = 'k'.repeat(32);

/** A client for a test: short waits, and nothing on the network but the server given. */
export function testClient(
  baseUrl: string,
  options: Partial<KagentiClientOptions> = {},
): KagentiClient {
  return new KagentiClient({
    baseUrl,
    tokens: new NumberedTokens(),
    sessions: { key: sessionKey },
    ...options,
    retry: { baseDelayMs: 1, maxDelayMs: 4, ...options.retry },
  });
}

/** The user of most tests. */
export const jane = 'user:default/jane';

/** The agent of most tests. */
export const weatherAgent = { namespace: 'team1', name: 'weather-agent' };

/** What a promise rejects with; an error when it does not. */
export async function rejection(promise: PromiseLike<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('It did not fail.');
}

/** Reads one event, and leaves the stream by `break`. */
export async function firstEvent(stream: ChatStream): Promise<ChatEvent | undefined> {
  let first: ChatEvent | undefined;
  for await (const event of stream) {
    first = event;
    break;
  }
  return first;
}
