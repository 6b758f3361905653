import type {
  NewOverride,
  OverrideStore,
  OverrideTransaction,
  RejectedOverride,
  StoredOverride,
} from './override-store.ts';

/** A store that a test can fill and look into. */
export interface MemoryOverrideStore extends OverrideStore {
  /** The rows that were moved aside, in order. */
  readonly rejected: readonly RejectedOverride[];
}

/**
 * Keeps overrides in memory, for tests and examples. Transactions run one after another, as those
 * of a database with one connection.
 *
 * @param initial - rows to begin with, as a database might hold them
 */
export function createMemoryOverrideStore(
  initial: readonly Omit<StoredOverride, 'revision'>[] = [],
): MemoryOverrideStore {
  return new MemoryStore(initial);
}

/** The rows are private fields, so that printing the store prints no value. */
class MemoryStore implements MemoryOverrideStore {
  #rows: ReadonlyMap<string, StoredOverride>;
  #rejected: readonly RejectedOverride[] = [];
  #last: Promise<unknown> = Promise.resolve();

  constructor(initial: readonly Omit<StoredOverride, 'revision'>[]) {
    this.#rows = new Map(
      initial.map(({ key, value, schemaVersion }) => [
        key,
        { key, value, schemaVersion, revision: nextRevision() },
      ]),
    );
  }

  get rejected(): readonly RejectedOverride[] {
    return this.#rejected;
  }

  async read(keys?: readonly string[]): Promise<readonly StoredOverride[]> {
    return select(this.#rows, keys);
  }

  transaction<Result>(
    work: (transaction: OverrideTransaction) => Promise<Result>,
  ): Promise<Result> {
    const result = this.#last.then(async () => {
      const changes = new MemoryTransaction(this.#rows, this.#rejected);
      const value = await work(changes);
      this.#rows = changes.rows;
      this.#rejected = changes.rejected;
      return value;
    });
    this.#last = result.catch(() => undefined);
    return result;
  }
}

class MemoryTransaction implements OverrideTransaction {
  readonly rows: Map<string, StoredOverride>;
  readonly rejected: RejectedOverride[];

  constructor(rows: ReadonlyMap<string, StoredOverride>, rejected: readonly RejectedOverride[]) {
    this.rows = new Map(rows);
    this.rejected = [...rejected];
  }

  async read(keys?: readonly string[]): Promise<readonly StoredOverride[]> {
    return select(this.rows, keys);
  }

  async put(override: NewOverride): Promise<void> {
    this.rows.set(override.key, { ...override, revision: nextRevision() });
  }

  async insert(override: NewOverride): Promise<boolean> {
    if (this.rows.has(override.key)) return false;
    await this.put(override);
    return true;
  }

  async replace(current: StoredOverride, next: NewOverride): Promise<boolean> {
    if (!this.#isStill(current)) return false;
    if (next.key !== current.key && this.rows.has(next.key)) return false;
    this.rows.delete(current.key);
    await this.put(next);
    return true;
  }

  async reject(current: StoredOverride, reason: string): Promise<boolean> {
    if (!this.#isStill(current)) return false;
    const { key, value, schemaVersion } = current;
    this.rows.delete(key);
    this.rejected.push({ key, value, schemaVersion, reason });
    return true;
  }

  async readRejected(): Promise<readonly RejectedOverride[]> {
    return this.rejected;
  }

  async remove(keys: readonly string[]): Promise<number> {
    return keys.filter(key => this.rows.delete(key)).length;
  }

  #isStill({ key, revision }: StoredOverride): boolean {
    return this.rows.get(key)?.revision === revision;
  }
}

let revisions = 0;
function nextRevision(): string {
  revisions += 1;
  return String(revisions);
}

function select(
  rows: ReadonlyMap<string, StoredOverride>,
  keys?: readonly string[],
): StoredOverride[] {
  const all = [...rows.values()];
  return keys === undefined ? all : all.filter(({ key }) => keys.includes(key));
}
