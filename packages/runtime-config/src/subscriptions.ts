/** Called with the keys that changed, once their new values can be resolved. It may be async. */
export type ConfigChangeCallback = (changedKeys: readonly string[]) => unknown;

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
