import type { Random } from './random.ts';

/** An API of which the benchmark decides when it answers. It is reached without a network, so that any number of calls can be in flight. */
export class ProtectedApi {
  readonly origin = 'https://api.example';
  readonly #random: Random;
  readonly #longestMs: number;
  #revoked: string | undefined;

  /** Refusals arrive after up to so many milliseconds. */
  constructor(random: Random, longestMs: number) {
    this.#random = random;
    this.#longestMs = longestMs;
  }

  /** From now on this token is refused. */
  revoke(token: string): void {
    this.#revoked = token;
  }

  /** The status of a call with this Authorization header: 200 at once, or 401 at some time. */
  readonly answer = async (authorization: string | null | undefined): Promise<number> => {
    if (authorization?.startsWith('Bearer ') && authorization.slice(7) !== this.#revoked) {
      return 200;
    }
    const delayMs = this.#random.below(this.#longestMs);
    await new Promise(resolve => setTimeout(resolve, delayMs));
    return 401;
  };
}
