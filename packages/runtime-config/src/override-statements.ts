import type { Knex } from 'knex';
import type { CallTime } from './call-time.ts';
import { notification } from './change-listener.ts';
import type { DatabaseDialect } from './database-dialect.ts';
import type { HistoryLimits } from './history-limits.ts';
import {
  type HistoryFilter,
  type NewChange,
  type NewOverride,
  type OverrideAction,
  type OverrideState,
  type OverrideWrite,
  type RejectedOverride,
  type RejectedRows,
  type Rejection,
  revisionOf,
  type StoredChange,
  type StoredOverride,
} from './override-store.ts';
import type { OverrideTableNames } from './override-tables.ts';

/** What statements on the tables are made with. */
interface OverrideStatementsOptions {
  readonly dialect: DatabaseDialect;
  readonly names: OverrideTableNames;
  readonly limits: Required<HistoryLimits>;
  readonly time: CallTime;
  readonly maxBytes: number;
}

/** The columns that a row keeps when it is moved aside. */
const rowColumnNames = [
  'key',
  'owner',
  'value',
  'schema_version',
  'readable_since',
  'updated_at',
  'updated_by',
];

/** The columns of a row, of both tables that contain rows. */
interface RowColumns extends Omit<StoredOverride, 'revision' | 'bytes' | 'updatedAt'> {
  readonly bytes: unknown;
  readonly updatedAt: unknown;
}

interface RejectedColumns extends RowColumns, Omit<RejectedOverride, keyof RowColumns> {}

/** The statements on the tables, each limited to the time of its call. */
export class OverrideStatements implements OverrideWrite {
  readonly #knex: Knex;
  readonly #dialect: DatabaseDialect;
  readonly #names: OverrideTableNames;
  readonly #limits: Required<HistoryLimits>;
  readonly #time: CallTime;
  readonly #maxBytes: number;
  readonly logged: NewChange[] = [];

  constructor(knex: Knex, { dialect, names, limits, time, maxBytes }: OverrideStatementsOptions) {
    this.#knex = knex;
    this.#dialect = dialect;
    this.#names = names;
    this.#limits = limits;
    this.#time = time;
    this.#maxBytes = maxBytes;
  }

  /** Lets nobody else write until the transaction ends. */
  async lock(): Promise<void> {
    await this.#time.limit(this.#knex.raw(this.#dialect.lockTable, [this.#names.overrides]));
  }

  async read(keys?: readonly string[]): Promise<StoredOverride[]> {
    const query = this.#in(this.#names.overrides).select<RowColumns[]>(this.#rowColumns());
    const rows: RowColumns[] = await (keys === undefined ? query : query.whereIn('key', [...keys]));
    return rows.map(readRow);
  }

  async put(override: NewOverride): Promise<StoredOverride> {
    const { key, owner, value, schemaVersion, readableSince, updatedBy, updatedAt } = override;
    await this.#in(this.#names.overrides)
      .insert({
        key,
        owner,
        value,
        schema_version: schemaVersion,
        readable_since: readableSince,
        updated_by: updatedBy,
        updated_at: this.#timeOf(updatedAt),
      })
      .onConflict('key')
      .merge();
    const [row] = await this.read([key]);
    if (row === undefined) throw new Error('A row that was written cannot be read.');
    return row;
  }

  async remove(key: string): Promise<void> {
    await this.#in(this.#names.overrides).where({ key }).delete();
  }

  async reject({ key }: StoredOverride, { code, reason, movedBy }: Rejection): Promise<void> {
    const added = { code, reason, moved_by: movedBy };
    // The row is copied by the database: what JavaScript makes of its bytes may be something else.
    const copy = this.#in(this.#names.overrides)
      .where({ key })
      .select([
        ...rowColumnNames,
        ...Object.values(added).map(text => this.#knex.raw('cast(? as text)', [text])),
        this.#knex.raw(this.#dialect.now),
      ]);
    const columns = [...rowColumnNames, ...Object.keys(added), 'moved_at'];
    await this.#into(this.#names.rejected, columns).insert(copy);
    await this.remove(key);
  }

  async readRejected(): Promise<RejectedOverride[]> {
    const columns = {
      id: 'id',
      code: 'code',
      reason: 'reason',
      movedAt: this.#timeText('moved_at'),
      movedBy: 'moved_by',
    };
    const rows: RejectedColumns[] = await this.#in(this.#names.rejected)
      .select({ ...this.#rowColumns(), ...columns })
      .orderBy('id');
    return rows.map(readRejectedRow);
  }

  async readImported(): Promise<Map<string, string>> {
    const rows: { readonly key: string; readonly source_hash: string }[] = await this.#in(
      this.#names.imported,
    ).select('key', 'source_hash');
    return new Map(rows.map(({ key, source_hash }) => [key, source_hash]));
  }

  async markImported(key: string, sourceHash: string): Promise<void> {
    await this.#in(this.#names.imported).insert({
      key,
      source_hash: sourceHash,
      imported_at: this.#timeOf(undefined),
    });
  }

  async log(change: NewChange): Promise<void> {
    await this.#in(this.#names.history).insert({
      key: change.key,
      action: change.action,
      from_value: change.fromValue,
      from_version: change.fromVersion,
      to_value: change.toValue,
      to_version: change.toVersion,
      sensitive: change.sensitive,
      revision: change.revision,
      changed_by: change.changedBy,
      changed_at: this.#timeOf(undefined),
    });
    this.logged.push(change);
    await this.#prune(change.key);
  }

  async hideHistory(ids: readonly number[]): Promise<void> {
    await this.#in(this.#names.history)
      .whereIn('id', [...ids])
      .update({ from_value: null, to_value: null, sensitive: true });
  }

  async readHistory(filter: HistoryFilter): Promise<StoredChange[]> {
    const { keys, revision, withValues = false, before, limit, maxBytes } = filter;
    const query = this.#in(this.#names.history).orderBy('id', 'desc').limit(limit);
    if (keys !== undefined) query.whereIn('key', [...keys]);
    if (revision !== undefined) query.where({ revision });
    if (before !== undefined) query.where('id', '<', before);
    if (withValues) query.whereRaw('coalesce(??, ??) is not null', ['from_value', 'to_value']);
    const rows: ChangeColumns[] = await query.select({
      id: 'id',
      key: 'key',
      action: 'action',
      fromValue: this.#upTo(maxBytes, 'from_value'),
      fromBytes: this.#bytes('from_value'),
      fromVersion: 'from_version',
      toValue: this.#upTo(maxBytes, 'to_value'),
      toBytes: this.#bytes('to_value'),
      toVersion: 'to_version',
      sensitive: 'sensitive',
      revision: 'revision',
      changedAt: this.#timeText('changed_at'),
      changedBy: 'changed_by',
    });
    return rows.map(readChange);
  }

  /** One statement, so that both are of the same moment; a row of nulls where there is no override. */
  async readState(): Promise<OverrideState> {
    const rows: (RowColumns & { readonly rejected: unknown })[] = await this.#time
      .limit(this.#knex(this.#knex(this.#names.rejected).count({ rejected: '*' }).as('aside')))
      .leftJoin(this.#names.overrides, this.#knex.raw('1 = 1'))
      .select({ rejected: 'rejected', ...this.#rowColumns() });
    return {
      rows: rows.filter(({ key }) => key !== null).map(readRow),
      rejected: Number(rows[0]?.rejected),
    };
  }

  /** One statement for both limits, each by an index. */
  async #prune(key: string): Promise<void> {
    const { days, perKey } = this.#limits;
    const history = this.#names.history;
    const tooMany = this.#knex(history).select('id').where({ key }).orderBy('id', 'desc');
    const tooOld = this.#knex(history)
      .select('id')
      .where('changed_at', '<', this.#knex.raw(this.#dialect.daysAgo, [days]));
    const ids = this.#knex.select('id').from(tooMany.offset(perKey).as('more')).unionAll(tooOld);
    await this.#in(history).whereIn('id', ids).delete();
  }

  async restore({ id, key }: RejectedOverride): Promise<StoredOverride> {
    const rows = () => this.#in(this.#names.rejected).where({ id });
    await this.#into(this.#names.overrides, rowColumnNames).insert(rows().select(rowColumnNames));
    await rows().delete();
    const [row] = await this.read([key]);
    if (row === undefined) throw new Error('A row that was restored cannot be read.');
    return row;
  }

  async purge(which: RejectedRows): Promise<ReadonlyMap<string, number>> {
    const meant = () => {
      const rows = this.#in(this.#names.rejected);
      return 'ids' in which
        ? rows.whereIn('id', [...which.ids])
        : rows.where('moved_at', '<', this.#timeOf(which.before));
    };
    const counts: { key: string; rows: unknown }[] = await meant()
      .select('key')
      .count({ rows: '*' })
      .groupBy('key')
      .orderBy('key');
    await meant().delete();
    return new Map(counts.map(({ key, rows }) => [key, Number(rows)]));
  }

  /** Begins a statement that inserts what a query selects. */
  #into(table: string, columns: readonly string[]): Knex.QueryBuilder {
    const names = columns.map(() => '??').join(', ');
    return this.#time.limit(this.#knex(this.#knex.raw(`?? (${names})`, [table, ...columns])));
  }

  /** Notifies the other replicas of what was logged, when the transaction commits. */
  async announce(): Promise<void> {
    if (this.logged.length > 0 && this.#dialect.notifies)
      await this.#time.limit(notification(this.#knex, this.#names.overrides));
  }

  /** The id of the newest change; 0 when there is none. */
  async newestChange(): Promise<number> {
    const [row] = await this.#in(this.#names.history).max('id as id');
    return Number(row?.id ?? 0);
  }

  /** The keys of the changes after one id, up to and including another. */
  async changedKeys(after: number, upTo: number): Promise<string[]> {
    return this.#in(this.#names.history)
      .where('id', '>', after)
      .where('id', '<=', upTo)
      .distinct()
      .pluck('key');
  }

  /** Begins a statement on a table. */
  #in(table: string): Knex.QueryBuilder {
    return this.#time.limit(this.#knex(table));
  }

  #rowColumns() {
    return {
      key: 'key',
      owner: 'owner',
      value: this.#upTo(this.#maxBytes, 'value'),
      bytes: this.#bytes('value'),
      schemaVersion: 'schema_version',
      readableSince: 'readable_since',
      updatedAt: this.#timeText('updated_at'),
      updatedBy: 'updated_by',
    };
  }

  /** What a column contains; null where it is larger. */
  #upTo(bytes: number, column: string): Knex.Raw {
    return this.#knex.raw(`case when ${this.#dialect.bytes} <= ? then ?? end`, [
      column,
      bytes,
      column,
    ]);
  }

  #bytes(column: string): Knex.Raw {
    return this.#knex.raw(this.#dialect.bytes, [column]);
  }

  #timeText(column: string): Knex.Raw {
    return this.#knex.raw(this.#dialect.timeText, { column });
  }

  #timeOf(text: string | undefined): Knex.Raw {
    return text === undefined
      ? this.#knex.raw(this.#dialect.now)
      : this.#knex.raw(this.#dialect.timeOf, [text]);
  }
}

function readRow(row: RowColumns): StoredOverride {
  const columns = readColumns(row);
  return { ...columns, revision: revisionOf(columns) };
}

/** The columns of a change. */
interface ChangeColumns extends Record<Exclude<keyof StoredChange, 'action'>, unknown> {
  readonly action: OverrideAction;
}

function readChange(row: ChangeColumns): StoredChange {
  return {
    id: Number(row.id),
    key: String(row.key),
    action: row.action,
    fromValue: textOf(row.fromValue),
    fromBytes: Number(row.fromBytes ?? 0),
    fromVersion: versionOf(row.fromVersion),
    toValue: textOf(row.toValue),
    toBytes: Number(row.toBytes ?? 0),
    toVersion: versionOf(row.toVersion),
    sensitive: Boolean(row.sensitive),
    revision: String(row.revision),
    changedAt: String(row.changedAt),
    changedBy: textOf(row.changedBy),
  };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function versionOf(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

function readRejectedRow(row: RejectedColumns): RejectedOverride {
  return { ...row, ...readColumns(row) };
}

function readColumns(row: RowColumns): Omit<StoredOverride, 'revision'> {
  const { owner, value, bytes, schemaVersion, readableSince, updatedAt, updatedBy } = row;
  return {
    // A SQLite column may contain anything. Only text can be one of our keys.
    key: typeof row.key === 'string' ? row.key : `(${typeof row.key})`,
    owner,
    value,
    bytes: Number(bytes ?? 0),
    schemaVersion,
    readableSince,
    updatedAt: typeof updatedAt === 'string' ? updatedAt : '',
    updatedBy: typeof updatedBy === 'string' ? updatedBy : null,
  };
}
