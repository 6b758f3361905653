import type { ChangeFeed, OnStoreChange } from './change-feed.ts';
import { defaultHistoryLimits } from './history-limits.ts';
import { ConfigOverrideError } from './override-error.ts';
import {
  type CallScope,
  type HistoryFilter,
  type NewChange,
  type NewOverride,
  type OverrideRows,
  type OverrideState,
  type OverrideStore,
  type OverrideWrite,
  type RejectedOverride,
  type RejectedRows,
  type Rejection,
  revisionOf,
  type StoredChange,
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
  rejected: RejectedOverride[];
  readonly imported: Map<string, string>;
  readonly history: StoredChange[];
  /** The id of the row that was moved aside last. */
  lastRejected: number;
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
      imported: new Map(),
      history: [],
      lastRejected: 0,
    };
  }

  async read(keys?: readonly string[], scope?: CallScope): Promise<readonly StoredOverride[]> {
    refuseTransaction(scope);
    return select(this.#tables, keys);
  }

  async readRejected(): Promise<readonly RejectedOverride[]> {
    return this.#tables.rejected;
  }

  async readImported(): Promise<ReadonlyMap<string, string>> {
    return this.#tables.imported;
  }

  async write<Result>(
    work: (write: OverrideWrite) => Promise<Result>,
    scope?: CallScope,
  ): Promise<Result> {
    refuseTransaction(scope);
    const result = this.#last.then(async () => {
      const { overrides, rejected, imported, history } = this.#tables;
      const changed: MemoryTables = {
        ...this.#tables,
        overrides: new Map(overrides),
        rejected: [...rejected],
        imported: new Map(imported),
        history: [...history],
      };
      const write = new MemoryWrite(changed);
      const value = await work(write);
      this.#tables = changed;
      const keys = new Set(write.logged.map(({ key }) => key));
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

  async readHistory(filter: HistoryFilter, scope?: CallScope): Promise<readonly StoredChange[]> {
    refuseTransaction(scope);
    const { keys, revision, withValues = false, before = Infinity, limit, maxBytes } = filter;
    return this.#tables.history
      .filter(({ id }) => id < before)
      .filter(change => keys === undefined || keys.includes(change.key))
      .filter(change => revision === undefined || change.revision === revision)
      .filter(({ fromValue, toValue }) => !withValues || (fromValue ?? toValue) !== null)
      .toReversed()
      .slice(0, limit)
      .map(change => withinSize(change, maxBytes));
  }

  async readState(): Promise<OverrideState> {
    return { rows: select(this.#tables), rejected: this.#tables.rejected.length };
  }
}

function refuseTransaction({ transaction }: CallScope = {}): void {
  if (transaction === undefined) return;
  throw new ConfigOverrideError({
    code: 'invalid_option',
    message: 'The option transaction is only for a store in a database.',
    hint: 'Leave it out with createMemoryOverrideStore, whose rows no database contains.',
  });
}

class MemoryWrite implements OverrideWrite {
  readonly #tables: MemoryTables;
  readonly logged: NewChange[] = [];

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
    this.#tables.lastRejected += 1;
    rejected.push({ ...row, ...rejection, id: this.#tables.lastRejected, movedAt: now() });
  }

  async readRejected(): Promise<readonly RejectedOverride[]> {
    return this.#tables.rejected;
  }

  async readImported(): Promise<ReadonlyMap<string, string>> {
    return this.#tables.imported;
  }

  async markImported(key: string, sourceHash: string): Promise<void> {
    this.#tables.imported.set(key, sourceHash);
  }

  async log(change: NewChange): Promise<void> {
    const { history } = this.#tables;
    history.push({
      ...change,
      id: (history.at(-1)?.id ?? 0) + 1,
      changedAt: now(),
      fromBytes: bytesOf(change.fromValue),
      toBytes: bytesOf(change.toValue),
    });
    this.logged.push(change);
    const same = history.filter(({ key }) => key === change.key);
    const kept = new Set(same.slice(-defaultHistoryLimits.perKey));
    const pruned = history.filter(each => each.key !== change.key || kept.has(each));
    history.splice(0, Infinity, ...pruned);
  }

  async hideHistory(ids: readonly number[]): Promise<void> {
    const { history } = this.#tables;
    const hidden = { fromValue: null, toValue: null, fromBytes: 0, toBytes: 0, sensitive: true };
    history.forEach((change, index) => {
      if (ids.includes(change.id)) history[index] = { ...change, ...hidden };
    });
  }

  async restore(rejected: RejectedOverride): Promise<StoredOverride> {
    const { key, owner, value, updatedAt, updatedBy, ...more } = rejected;
    const { bytes, schemaVersion, readableSince } = more;
    const columns = {
      key,
      owner,
      value,
      bytes,
      schemaVersion,
      readableSince,
      updatedAt,
      updatedBy,
    };
    const row = { ...columns, revision: revisionOf(columns) };
    this.#tables.overrides.set(key, row);
    this.#tables.rejected = this.#tables.rejected.filter(({ id }) => id !== rejected.id);
    return row;
  }

  async purge(which: RejectedRows): Promise<ReadonlyMap<string, number>> {
    const isMeant = ({ id, movedAt }: RejectedOverride) =>
      'ids' in which ? which.ids.includes(id) : movedAt < which.before;
    const { rejected } = this.#tables;
    const counts = new Map<string, number>();
    for (const { key } of rejected.filter(isMeant)) counts.set(key, (counts.get(key) ?? 0) + 1);
    this.#tables.rejected = rejected.filter(row => !isMeant(row));
    return counts;
  }
}

function withinSize(change: StoredChange, maxBytes: number): StoredChange {
  const { fromValue, fromBytes, toValue, toBytes } = change;
  return {
    ...change,
    fromValue: fromBytes <= maxBytes ? fromValue : null,
    toValue: toBytes <= maxBytes ? toValue : null,
  };
}

function bytesOf(value: string | null): number {
  return Buffer.byteLength(value ?? '');
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
