import { ConfigOverrideError } from './override-error.ts';
import { checkKeys } from './resolve-many.ts';
import type { StoredKeys } from './stored-keys.ts';

/** Called with the keys that changed, once their new values can be resolved. It may be async. */
export type ConfigChangeCallback = (changedKeys: readonly string[]) => unknown;

/**
 * Checks a subscription, and returns its keys, each once.
 *
 * @throws BoostConfigError with every unknown key
 * @throws ConfigOverrideError `invalid_option`
 */
export function checkSubscription(
  keys: StoredKeys,
  wanted: readonly string[],
  callback: unknown,
): string[] {
  if (typeof callback === 'function') return checkKeys(keys, wanted, 'subscribe');
  throw new ConfigOverrideError({
    code: 'invalid_option',
    message: 'The callback of subscribe must be a function.',
    hint: 'Pass a function that receives the keys that changed.',
  });
}

interface Subscription {
  readonly keys: ReadonlySet<string>;
  readonly callback: ConfigChangeCallback;
}

/** Who wants to know of changes of which keys. */
export class Subscriptions {
  readonly #subscriptions = new Set<Subscription>();
  readonly #onFailure: (keys: readonly string[]) => void;

  /** @param onFailure - called with the keys of which a callback was notified that threw or rejected */
  constructor(onFailure: (keys: readonly string[]) => void) {
    this.#onFailure = onFailure;
  }

  /** Every key of a subscription. */
  get keys(): ReadonlySet<string> {
    const keys = new Set<string>();
    for (const subscription of this.#subscriptions)
      for (const key of subscription.keys) keys.add(key);
    return keys;
  }

  get isEmpty(): boolean {
    return this.#subscriptions.size === 0;
  }

  /** @returns ends the subscription */
  add(keys: readonly string[], callback: ConfigChangeCallback): () => void {
    const subscription = { keys: new Set(keys), callback };
    this.#subscriptions.add(subscription);
    return () => void this.#subscriptions.delete(subscription);
  }

  /** Calls back everyone who subscribed to one of the keys. */
  notify(changed: ReadonlySet<string>): void {
    // A callback may begin or end subscriptions.
    const subscriptions = [...this.#subscriptions];
    for (const subscription of subscriptions) {
      const keys = [...subscription.keys].filter(key => changed.has(key));
      if (keys.length > 0 && this.#subscriptions.has(subscription))
        void this.#call(subscription, keys);
    }
  }

  /** An async function is a callback too: its rejection would end the process. */
  async #call({ callback }: Subscription, keys: readonly string[]): Promise<void> {
    try {
      await callback(keys);
    } catch {
      this.#onFailure(keys);
    }
  }

  clear(): void {
    this.#subscriptions.clear();
  }
}
