import { randomUUID } from 'node:crypto';
import { type EventEmitter, once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { Knex } from 'knex';

/** How long after its commit a notification must arrive, in milliseconds. A transaction pooler drops it. */
const arrivalMs = 1000;
const longestPauseMs = 60_000;
/** Ends a dead connection after some 40 s, and keeps firewalls from forgetting a silent one. */
const keepAliveMs = 30_000;

/** The part of pg's Client that is used here. */
interface PgClient extends EventEmitter {
  connect(): Promise<unknown>;
  query(text: string): Promise<unknown>;
  escapeIdentifier(name: string): string;
  end(): Promise<void>;
  unref?(): void;
}

/** The part of Knex's client for pg that is used here; Knex 3 does not document it. */
interface PgKnexClient {
  readonly pool?: Partial<
    Record<'on' | 'removeListener', (event: 'poolDestroyRequest', listener: () => void) => void>
  >;
  readonly driver: { readonly Client: new (settings: object) => PgClient };
  /** Empty when the caller's Knex uses a pool that was made elsewhere. */
  readonly connectionSettings?: { readonly password?: unknown };
}

/**
 * Listens to the changes of a table in PostgreSQL, on one connection outside of the caller's pool. It
 * counts as listening only after a notification that went through the pool has arrived, because a
 * transaction pooler such as PgBouncer accepts LISTEN and never delivers. A lost connection is opened
 * again after a pause. It keeps no process alive.
 */
export class ChangeListener {
  readonly #knex: Knex;
  readonly #table: string;
  readonly #signals = new Set<() => void>();
  /** What is called when a notification to this listener itself arrives, by its payload. */
  readonly #pings = new Map<string, () => void>();
  #stop: AbortController | undefined;
  #client: PgClient | undefined;
  #isListening = false;

  constructor(knex: Knex, table: string) {
    this.#knex = knex;
    this.#table = table;
  }

  /** Whether notifications arrive. */
  get isListening(): boolean {
    return this.#isListening;
  }

  /**
   * Starts to listen.
   *
   * @param signal - called after each change, and whenever changes may have been missed
   * @returns ends it; the connection is closed when nobody listens any more, and when the Knex is destroyed
   */
  open(signal: () => void): () => void {
    this.#signals.add(signal);
    if (this.#stop === undefined) {
      this.#stop = new AbortController();
      void this.#run(this.#stop.signal);
    }
    return () => {
      this.#signals.delete(signal);
      if (this.#signals.size === 0) this.#close();
    };
  }

  /** Opens the connection again if notifications no longer arrive. */
  async verify(): Promise<void> {
    const client = this.#client;
    if (client === undefined || (await this.#arrives())) return;
    // The end of the connection starts the next attempt.
    client.emit('end');
  }

  readonly #close = (): void => {
    this.#stop?.abort();
    this.#stop = undefined;
  };

  async #run(stop: AbortSignal): Promise<void> {
    const { pool }: PgKnexClient = this.#knex.client;
    pool?.on?.('poolDestroyRequest', this.#close);
    let failures = 0;
    while (!stop.aborted) {
      const client = await this.#connect().catch(() => undefined);
      if (client !== undefined) {
        const ended = once(client, 'end', { signal: stop }).catch(() => undefined);
        if (!stop.aborted && (await this.#arrives())) {
          failures = 0;
          this.#client = client;
          this.#isListening = true;
          this.#signal();
          await ended;
          this.#isListening = false;
          this.#client = undefined;
        }
        client.end().catch(() => undefined);
      }
      const longest = Math.min(longestPauseMs, 1000 * 2 ** failures);
      failures += 1;
      // Replicas that lost their connections together come back one after another.
      const jittered = longest * (0.5 + Math.random() / 2);
      await pause(jittered, undefined, { ref: false, signal: stop }).catch(() => undefined);
    }
    pool?.removeListener?.('poolDestroyRequest', this.#close);
  }

  async #connect(): Promise<PgClient> {
    // The pool's query comes first: it has Knex renew connection settings that expire.
    const { rows } = await this.#knex.raw<{ rows: { channel: string | null }[] }>(
      'select ? as channel',
      [channelOf(this.#knex, this.#table)],
    );
    const channel = rows[0]?.channel;
    const { driver, connectionSettings = {} }: PgKnexClient = this.#knex.client;
    if (typeof channel !== 'string' || Object.keys(connectionSettings).length === 0)
      throw new Error('The table is missing, or the settings of its connections are unknown.');
    const client = new driver.Client({
      ...connectionSettings,
      password: connectionSettings.password, // Knex hides it from enumeration
      keepAlive: true,
      keepAliveInitialDelayMillis: keepAliveMs,
      connectionTimeoutMillis: 10_000,
    });
    client.on('error', () => client.emit('end'));
    client.on('notification', ({ payload = '' }: { readonly payload?: string }) => {
      if (payload === '') this.#signal();
      else this.#pings.get(payload)?.();
    });
    try {
      await client.connect();
      client.unref?.();
      await client.query(`listen ${client.escapeIdentifier(channel)}`);
      return client;
    } catch (error) {
      client.end().catch(() => undefined);
      throw error;
    }
  }

  /** Whether a notification that goes through the pool arrives. */
  async #arrives(): Promise<boolean> {
    const ping = randomUUID();
    const arrived = new Promise<boolean>(resolve => {
      this.#pings.set(ping, () => resolve(true));
    });
    try {
      await notification(this.#knex, this.#table, ping);
      return await Promise.race([arrived, pause(arrivalMs, false, { ref: false })]);
    } catch {
      return false;
    } finally {
      this.#pings.delete(ping);
    }
  }

  #signal(): void {
    for (const signal of this.#signals) signal();
  }
}

/**
 * The statement that notifies all listeners of a table when its transaction commits.
 *
 * @param payload - empty for a change, whose keys are in the history
 */
export function notification(knex: Knex, table: string, payload = ''): Knex.Raw {
  return knex.raw('select pg_notify(?, ?)', [channelOf(knex, table), payload]);
}

/**
 * The channel: schema and name of the table. PostgreSQL shortens it to 63 bytes; if two tables share a
 * channel then, a listener reads the history once more than needed.
 */
function channelOf(knex: Knex, table: string): Knex.Raw {
  const name = knex.raw('??', [table]).toQuery();
  return knex.raw(
    `(select (n.nspname || '.' || c.relname)::name::text from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.oid = to_regclass(?))`,
    [name],
  );
}
