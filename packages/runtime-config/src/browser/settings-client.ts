import type { FieldError } from '../backstage/http-errors.ts';
import type { RollbackResult } from '../config-resolver.ts';
import type { ConfigHistoryEntry, ConfigHistoryQuery } from '../history.ts';
import type { ConfigSetting } from '../list-settings.ts';
import type { ConfigChange } from '../set-many.ts';

/** What {@link settingsClient} is made with. */
export interface SettingsClientOptions {
  /** Where the plugin `boost-config` answers, such as `/api/boost-config`. */
  readonly baseUrl: string;
  /** Sends a request as the user: Backstage's `fetchApiRef.fetch`, or a function that adds the token. */
  readonly fetch: (url: string, init?: RequestInit) => Promise<Response>;
}

/** A request that the plugin refused. */
export class SettingsError extends Error {
  /** HTTP status: 403 without permission, 409 for a stale revision, 400 for a wrong value. */
  readonly status: number;
  /** What is wrong with which setting. */
  readonly fields: readonly FieldError[];
  /** Of a 409: the revision that the setting has now. */
  readonly currentRevision: string | undefined;

  /** @param answer - Status and body of the answer. */
  constructor({ status, body }: { readonly status: number; readonly body: unknown }) {
    const { message, fields, currentRevision } = Object(Object(body).error);
    super(typeof message === 'string' ? message : `The server answered ${status}`);
    this.name = 'SettingsError';
    this.status = status;
    this.fields = Array.isArray(fields) ? fields : [];
    this.currentRevision = typeof currentRevision === 'string' ? currentRevision : undefined;
  }
}

/** The routes of the plugin `boost-config`, for a page. */
export interface SettingsClient {
  /** All settings with their sources. */
  readonly list: () => Promise<readonly ConfigSetting[]>;
  /** Changes settings, all or none. */
  readonly change: (
    changes: readonly ConfigChange[],
  ) => Promise<Readonly<Record<string, string | null>>>;
  /** Who changed what, newest first. */
  readonly history: (query?: ConfigHistoryQuery) => Promise<readonly ConfigHistoryEntry[]>;
  /** Sets a setting to what it was at a revision. */
  readonly rollback: (
    key: string,
    revision: string,
    options?: { readonly ifRevision?: string | null },
  ) => Promise<RollbackResult>;
}

/** Makes a client of the routes of the plugin `boost-config`. */
export function settingsClient({ baseUrl, fetch }: SettingsClientOptions): SettingsClient {
  const ask = async <Answer>(path: string, init?: RequestInit): Promise<Answer> => {
    const response = await fetch(`${baseUrl}${path}`, init);
    const body = JSON.parse((await response.text()) || 'null');
    if (!response.ok) throw new SettingsError({ status: response.status, body });
    return body;
  };
  const send = <Answer>(method: string, path: string, body: object): Promise<Answer> =>
    ask(path, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  return {
    list: async () => (await ask<{ items: readonly ConfigSetting[] }>('/settings')).items,
    change: async changes =>
      (
        await send<{ revisions: Readonly<Record<string, string | null>> }>('PATCH', '/settings', {
          changes,
        })
      ).revisions,
    history: async (query = {}) => {
      const text = new URLSearchParams(
        Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
      );
      return (await ask<{ items: readonly ConfigHistoryEntry[] }>(`/history?${text}`)).items;
    },
    rollback: (key, revision, options = {}) =>
      send('POST', '/rollback', { key, revision, ...options }),
  };
}
