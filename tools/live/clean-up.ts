import { type CallOptions, KagentiError, KagentiHttpError } from '@rhdh-boost/kagenti-client';
import { type SecondLooks, secondLooks } from './second-looks.ts';

/** Something that the suite made at the server. */
export interface Resource {
  /** What it is, for people: `agent team1/boost-live-1f3a-image`. */
  readonly what: string;
  /** Removes it; one that is gone already is no error. */
  remove(options: CallOptions): PromiseLike<unknown>;
  /** Looks whether the server has it. */
  isThere(options: CallOptions): Promise<boolean>;
}

/** What could not be removed. */
export interface LeftBehind {
  readonly what: string;
  /** Why, without the server's words. */
  readonly why: string;
}

/** How patient a clean-up is. */
export interface Patience {
  /** How long a removal or a look may take, in milliseconds. */
  readonly removalMs?: number;
  /** How long it waits before each further look at what may come late, in milliseconds. */
  readonly looksAfterMs?: readonly number[];
}

/** What is to be removed in the end, whatever happens. */
export class CleanUp {
  readonly #resources = new Set<Resource>();
  /** Those whose making may go on at the server. */
  readonly #doubtful = new Set<Resource>();
  readonly #removalMs: number;
  readonly #looksAfterMs: readonly number[];

  constructor({ removalMs = 20_000, looksAfterMs = [1_000, 2_000, 4_000] }: Patience = {}) {
    this.#removalMs = removalMs;
    this.#looksAfterMs = looksAfterMs;
  }

  /** To be called before a resource is asked for: its making may succeed though its answer is lost. */
  add(resource: Resource): void {
    this.#resources.add(resource);
  }

  /** The answer to its making is lost: it may come to be after it was removed. */
  doubt(resource: Resource): void {
    this.#doubtful.add(resource);
  }

  /** It is gone, or certainly was never made. */
  drop(resource: Resource): void {
    if (!this.#doubtful.has(resource)) this.#resources.delete(resource);
  }

  /**
   * Removes what is left, last made first, each whatever became of the others.
   *
   * @param signal - Ends it: what is not removed by then is left behind.
   */
  async run(signal: AbortSignal): Promise<LeftBehind[]> {
    const reasons = new Map<Resource, string>();
    for (const resource of [...this.#resources].toReversed()) {
      const why = await this.#attempt(signal, options => resource.remove(options));
      if (why !== undefined) reasons.set(resource, why);
    }
    const looks: SecondLooks = {
      signal,
      looksAfterMs: this.#looksAfterMs,
      attempt: work => this.#attempt(signal, work),
    };
    // Together: each waits much longer than it calls.
    await Promise.all(
      [...this.#doubtful].map(async resource => {
        const why = await secondLooks(resource, looks);
        if (why === undefined) reasons.delete(resource);
        else reasons.set(resource, why);
      }),
    );
    return [...reasons].map(([{ what }, why]) => ({ what, why }));
  }

  /** Does one thing within its time; gives the reason why it failed. */
  async #attempt(
    ended: AbortSignal,
    work: (options: CallOptions) => PromiseLike<unknown>,
  ): Promise<string | undefined> {
    const timeout = AbortSignal.timeout(this.#removalMs);
    try {
      ended.throwIfAborted();
      await work({ signal: AbortSignal.any([ended, timeout]) });
      return undefined;
    } catch (error) {
      // It never came to be, or is gone: an answer was lost.
      if (error instanceof KagentiHttpError && error.status === 404) return undefined;
      if (ended.aborted) return 'The clean-up was ended before.';
      if (timeout.aborted) return `It was not answered within ${this.#removalMs / 1_000} s.`;
      return KagentiError.isInstance(error) ? error.message : 'an unknown error';
    }
  }
}
