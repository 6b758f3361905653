import type { RollbackResult, SetManyResult } from '../config-resolver.ts';
import type { ConfigHealth } from '../health.ts';
import type { ConfigHistoryEntry, ConfigHistoryQuery } from '../history.ts';
import type { ImportReport } from '../import-report.ts';
import type { ConfigSetting } from '../list-settings.ts';
import type { ReconcileReport } from '../reconcile-report.ts';
import type { RejectedSetting, RejectedSettings } from '../rejected-settings.ts';
import type { ConfigChange } from '../set-many.ts';
import { SettingsError, settingsErrorOf } from './settings-error.ts';

/** What {@link settingsClient} is created with. */
export interface SettingsClientOptions {
  /**
   * Where the plugin `boost-config` answers: `plugin://boost-config` with Backstage's `fetchApiRef`, else an
   * address such as `/api/boost-config`.
   */
  readonly baseUrl: string;
  /** Sends a request as the user: `fetch` of Backstage's `fetchApiRef`, or a function that adds the token. */
  readonly fetch: (url: string, init: SettingsRequestInit) => Promise<Response>;
}

/** How a request is sent: to add a token, add it to `headers`. */
export interface SettingsRequestInit extends RequestInit {
  /** The method of the route. */
  readonly method: string;
  /** The type of the body, if there is one. */
  readonly headers: Readonly<Record<string, string>>;
}

/** An option of every call. */
export interface SettingsCall {
  /** Ends the call, which then rejects with the signal's reason. A change may have been made all the same. */
  readonly signal?: AbortSignal | undefined;
}

/** Options of a call that changes one setting. */
export interface SettingsWrite extends SettingsCall {
  /** The revision that the user has seen; another one is refused with status 409. Null: no override exists yet. */
  readonly ifRevision?: string | null | undefined;
}

/** Options of {@link SettingsClient.reconcile}. */
export interface SettingsReconciliation extends SettingsCall {
  /**
   * Whether nothing is changed.
   *
   * @defaultValue false
   */
  readonly dryRun?: boolean | undefined;
  /**
   * Whether the report also compares with the rows of Boost 0.8 that were imported.
   *
   * @defaultValue false
   */
  readonly importedFromBoost?: boolean | undefined;
}

/**
 * The routes of the plugin `boost-config`, for the page of an administrator. Reading needs the permission
 * `boost.config.read`, all else `boost.config.manage`. No method returns a secret.
 *
 * Each method rejects with a {@link SettingsError}, or with the reason of the signal that aborted the call.
 */
export interface SettingsClient {
  /** All settings with their values and sources. */
  readonly list: (call?: SettingsCall) => Promise<readonly ConfigSetting[]>;
  /** One setting. An unknown key is status 404. */
  readonly get: (key: string, call?: SettingsCall) => Promise<ConfigSetting>;
  /**
   * Changes settings, all or none.
   *
   * @param changes - From 1 to 500 changes.
   * @returns the new revision of each key; null for one that was removed
   */
  readonly change: (
    changes: readonly ConfigChange[],
    call?: SettingsCall,
  ) => Promise<SetManyResult['revisions']>;
  /** Removes an override, so that app-config or the default applies. */
  readonly unset: (key: string, options?: SettingsWrite) => Promise<void>;
  /** Who changed what, the newest first. For the next page, pass the `id` of the last entry as `before`. */
  readonly history: (
    query?: ConfigHistoryQuery,
    call?: SettingsCall,
  ) => Promise<readonly ConfigHistoryEntry[]>;
  /** Sets a setting to the value that it had after a change. Secrets are refused: their values are not kept. */
  readonly rollback: (
    key: string,
    revision: string,
    options?: SettingsWrite,
  ) => Promise<RollbackResult>;
  /** The rows that `reconcile` moved aside. */
  readonly rejected: (call?: SettingsCall) => Promise<readonly RejectedSetting[]>;
  /** Puts a row back that was moved aside. */
  readonly restore: (id: number, call?: SettingsCall) => Promise<void>;
  /**
   * Deletes rows that were moved aside, for ever.
   *
   * @returns how many rows were deleted
   */
  readonly purge: (which: RejectedSettings, call?: SettingsCall) => Promise<number>;
  /** Brings all rows to today's versions. Call it when all replicas have the new version. */
  readonly reconcile: (options?: SettingsReconciliation) => Promise<ReconcileReport>;
  /** Encrypts every secret under today's `boost.encryptionSecret`. */
  readonly reencrypt: (call?: SettingsCall) => Promise<ReconcileReport>;
  /** Copies the rows of Boost 0.8. */
  readonly importRows: (call?: SettingsCall) => Promise<ImportReport>;
  /** What needs an administrator. It also resolves when the status is `failed`, which the route answers with 503. */
  readonly health: (call?: SettingsCall) => Promise<ConfigHealth>;
}

/** A request to the plugin. */
interface SettingsRequest extends SettingsCall {
  readonly method?: 'GET' | 'PATCH' | 'POST' | 'DELETE';
  readonly query?: object;
  readonly body?: object;
  /** Whether the body of an error status is an answer all the same. */
  readonly isAnswer?: (body: unknown) => boolean;
}

/** Creates a client of the routes of the plugin `boost-config`. */
export function settingsClient({ baseUrl, fetch }: SettingsClientOptions): SettingsClient {
  const base = baseUrl.replace(/\/+$/, '');
  const ask = async <Answer>(path: string, request: SettingsRequest = {}): Promise<Answer> => {
    const { method = 'GET', query = {}, body, signal, isAnswer } = request;
    const search = searchOf(query);
    const init = {
      method,
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    };
    const { ok, status, answer } = await answerOf(
      () => fetch(`${base}${path}${search}`, init),
      signal,
    );
    const isUsable = typeof answer === 'object' && answer !== null && (ok || isAnswer?.(answer));
    if (!isUsable) throw settingsErrorOf(status, answer);
    return Object(answer);
  };
  const change: SettingsClient['change'] = async (changes, call) => {
    const sent = { ...call, method: 'PATCH', body: { changes } } as const;
    return (await ask<SetManyResult>('/settings', sent)).revisions;
  };
  return {
    list: async call => (await ask<Items<ConfigSetting>>('/settings', call)).items,
    get: (key, call) => ask(`/settings/${encodeURIComponent(key)}`, call),
    change,
    unset: async (key, { ifRevision, ...call } = {}) => {
      await change([{ key, unset: true, ifRevision }], call);
    },
    history: async (query, call) =>
      (await ask<Items<ConfigHistoryEntry>>('/history', { ...call, query: query ?? {} })).items,
    rollback: (key, revision, { ifRevision, ...call } = {}) =>
      ask('/rollback', { ...call, method: 'POST', body: { key, revision, ifRevision } }),
    rejected: async call => (await ask<Items<RejectedSetting>>('/rejected', call)).items,
    restore: async (id, call) => {
      await ask(`/rejected/${id}/restore`, { ...call, method: 'POST' });
    },
    purge: async (which, call) => {
      const query = 'before' in which ? { before: which.before.toISOString() } : { id: which.ids };
      const sent = { ...call, method: 'DELETE', query } as const;
      return (await ask<{ readonly purged: number }>('/rejected', sent)).purged;
    },
    reconcile: ({ signal, ...body } = {}) => ask('/reconcile', { signal, method: 'POST', body }),
    reencrypt: call => ask('/reencrypt', { ...call, method: 'POST' }),
    importRows: call => ask('/import', { ...call, method: 'POST' }),
    health: call => ask('/health', { ...call, isAnswer: isHealth }),
  };
}

interface Items<Item> {
  readonly items: readonly Item[];
}

function isHealth(body: unknown): boolean {
  return Object(body).status === 'failed';
}

/** A name with several values is repeated, and one without a value left out. */
function searchOf(query: object): string {
  const pairs = Object.entries(query).flatMap(([name, value]: [string, unknown]) =>
    [value]
      .flat()
      .filter(isGiven)
      .map((each): [string, string] => [name, String(each)]),
  );
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`;
}

function isGiven(value: unknown): boolean {
  return value !== undefined;
}

/** Status and body of an answer; no body where it is not JSON. */
async function answerOf(
  send: () => Promise<Response>,
  signal: AbortSignal | undefined,
): Promise<{ readonly ok: boolean; readonly status: number; readonly answer: unknown }> {
  try {
    const response = await send();
    const { ok, status } = response;
    return { ok, status, answer: parsed(await response.text()) };
  } catch (cause) {
    signal?.throwIfAborted();
    const message = 'The connection to the portal failed. Check your network, and try again.';
    throw new SettingsError({ message, cause });
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
