import type { TokenStore } from '@rhdh-boost/token-manager';

interface Entry {
  readonly value: string;
  readonly endsAtMs: number;
}

/** A store with leases that replicas of one process share, as they would a Redis; it can be down. */
export class SharedStore implements TokenStore {
  readonly #entries = new Map<string, Entry>();
  /** While it is, every call fails as that of a client without its server. */
  isDown = false;

  async get(key: string) {
    const entry = this.#live(key);
    return entry && { value: entry.value, ttlMs: entry.endsAtMs - performance.now() };
  }

  async set(key: string, value: string, ttlMs: number) {
    this.#demand();
    this.#entries.set(key, { value, endsAtMs: performance.now() + ttlMs });
  }

  readonly lease = {
    acquire: async (key: string, owner: string, ttlMs: number) => {
      if (this.#live(key) !== undefined) return false;
      await this.set(key, owner, ttlMs);
      return true;
    },
    release: async (key: string, owner: string) => {
      if (this.#live(key)?.value === owner) this.#entries.delete(key);
    },
  };

  #live(key: string): Entry | undefined {
    this.#demand();
    const entry = this.#entries.get(key);
    return entry !== undefined && entry.endsAtMs > performance.now() ? entry : undefined;
  }

  #demand() {
    if (this.isDown) throw Object.assign(new Error('No connection'), { code: 'ECONNREFUSED' });
  }
}
