import type { ChangeFeed, OnStoreChange } from './change-feed.ts';
import {
  type NewChange,
  type NewOverride,
  type OverrideRows,
  type OverrideStore,
  type OverrideWrite,
  type RejectedOverride,
  type Rejection,
  revisionOf,
  type StoredOverride,
  storeOf,
} from './override-store.ts';

/** A row that a memory store begins with. */
export interface InitialOverride
  extends Pick<StoredOverride, 'key' | 'value'>,
    Partial<Omit<StoredOverride, 'key' | 'value' | 'revision'>> {}

/**
 * Stores overrides in memory, for tests and examples. Writes run one after another, as those of a
 * database.
 *
 * @param initial - rows to begin with, as a database might contain them
 */
export function createMemoryOverrideStore(initial: readonly InitialOverride[] = []): OverrideStore {
  return storeOf(new MemoryRows(initial));
}

/** The content of the tables. */
interface MemoryTables {
  readonly overrides: Map<string, StoredOverride>;
  readonly rejected: RejectedOverride[];
  readonly history: NewChange[];
}

/** The tables are private, so that printing the store prints no value. */
class MemoryRows implements OverrideRows {
  #tables: MemoryTables;
  readonly #listeners = new Set<OnStoreChange>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(initial: readonly InitialOverride[]) {
    this.#tables = {
      overrides: new Map(initial.map(row => [row.key, asStored(row)])),
      rejected: [],
      history: [],
    };
  }

  async read(keys?: readonly string[]): Promise<readonly StoredOverride[]> {
    return select(this.#tables, keys);
  }

  async readRejected(): Promise<readonly RejectedOverride[]> {
    return this.#tables.rejected;
  }

  write<Result>(work: (write: OverrideWrite) => Promise<Result>): Promise<Result> {
    const result = this.#last.then(async () => {
      const { overrides, rejected, history } = this.#tables;
      const changed: MemoryTables = {
        overrides: new Map(overrides),
        rejected: [...rejected],
        history: [...history],
      };
      const value = await work(new MemoryWrite(changed));
      this.#tables = changed;
      const keys = new Set(changed.history.slice(history.length).map(({ key }) => key));
      if (keys.size > 0) for (const listener of this.#listeners) listener([...keys]);
      return value;
    });
    this.#last = result.catch(() => undefined);
    return result;
  }

  changes(onChange: OnStoreChange): ChangeFeed {
    const listener: OnStoreChange = keys => onChange(keys);
    this.#listeners.add(listener);
    return {
      ready: Promise.resolve(),
      source: 'memory',
      watch() {},
      close: () => void this.#listeners.delete(listener),
    };
  }
}

class MemoryWrite implements OverrideWrite {
  readonly #tables: MemoryTables;

  constructor(tables: MemoryTables) {
    this.#tables = tables;
  }

  async read(keys?: readonly string[]): Promise<readonly StoredOverride[]> {
    return select(this.#tables, keys);
  }

  async put(override: NewOverride): Promise<StoredOverride> {
    const row = asStored(override);
    this.#tables.overrides.set(row.key, row);
    return row;
  }

  async remove(key: string): Promise<void> {
    this.#tables.overrides.delete(key);
  }

  async reject(
    { revision: _revision, ...row }: StoredOverride,
    rejection: Rejection,
  ): Promise<void> {
    const { overrides, rejected } = this.#tables;
    overrides.delete(row.key);
    rejected.push({ ...row, ...rejection, id: rejected.length + 1, movedAt: now() });
  }

  async readRejected(): Promise<readonly RejectedOverride[]> {
    return this.#tables.rejected;
  }

  async log(change: NewChange): Promise<void> {
    this.#tables.history.push(change);
  }
}

function asStored(row: InitialOverride | NewOverride): StoredOverride {
  const columns = {
    owner: null,
    bytes: typeof row.value === 'string' ? Buffer.byteLength(row.value) : 0,
    schemaVersion: 1,
    readableSince: 1,
    updatedBy: null,
    ...row,
    updatedAt: row.updatedAt ?? now(),
  };
  return { ...columns, revision: revisionOf(columns) };
}

let lastTime = 0;

/** The time, later with each call, as that of a database is. */
function now(): string {
  lastTime = Math.max(lastTime + 1, Date.now() * 1000);
  return new Date(lastTime / 1000)
    .toISOString()
    .replace('Z', `${String(lastTime % 1000).padStart(3, '0')}Z`);
}

function select({ overrides }: MemoryTables, keys?: readonly string[]): StoredOverride[] {
  const all = [...overrides.values()];
  return keys === undefined ? all : all.filter(({ key }) => keys.includes(key));
}
