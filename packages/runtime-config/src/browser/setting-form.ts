import type { ConfigSetting } from '../list-settings.ts';
import type { ConfigChange } from '../set-many.ts';
import { draftOf, fieldOf, type SettingField, valueOf } from './setting-field.ts';
import { changeOf, problemOf, type SettingChange, shownValue, writtenIn } from './setting-words.ts';
import type { SettingsClient } from './settings-client.ts';

/** What a {@link SettingForm} is created with. */
export interface SettingFormOptions {
  /** The client of the routes of the plugin `boost-config`. */
  readonly settings: Pick<SettingsClient, 'get' | 'change' | 'history' | 'rollback'>;
  /** The setting, as `list` or `get` of the client returned it. */
  readonly setting: ConfigSetting;
  /**
   * Explains a failure other than a wrong value and a conflict.
   *
   * @defaultValue the message of the error
   */
  readonly explain?: (error: unknown) => string;
}

/** The form of a setting as a page shows it. */
export interface SettingFormSnapshot {
  /** The setting, as it was loaded last. */
  readonly setting: ConfigSetting;
  /** Its value as people read it; of a secret, whether one is set. */
  readonly value: string;
  /** Who wrote the override and when, in the format of the reader's browser; absent without an override. */
  readonly written?: string | undefined;
  /** What the field contains. */
  readonly draft: string;
  /** Whether a change is being sent. */
  readonly isSaving: boolean;
  /** Why the last change was refused, as a sentence to be shown beside the field. It contains no secret. */
  readonly problem?: string | undefined;
  /** What was done, as a sentence. Like `problem`, it is absent while a change is being sent. */
  readonly done?: string | undefined;
  /** The newest 20 changes, the newest first; absent until `loadHistory` has loaded them. */
  readonly history?: readonly SettingChange[] | undefined;
  /** Why the history could not be loaded. */
  readonly historyFailure?: unknown;
}

/**
 * The form of one setting on the page of an administrator. In React:
 * `useSyncExternalStore(form.subscribe, () => form.snapshot)`.
 *
 * Each change names the revision that is shown, so that it does not undo what somebody else has changed meanwhile.
 * After each change, the setting and its history are loaded again. No method throws or rejects: `problem`
 * and `done` of the snapshot say what happened, in English; for another language, call the client yourself.
 */
export class SettingForm {
  /** The field for the setting. */
  readonly field: SettingField;
  readonly #settings: SettingFormOptions['settings'];
  readonly #explain: (error: unknown) => string;
  readonly #listeners = new Set<() => void>();
  #snapshot: SettingFormSnapshot;

  /** @param options - The setting, and the client that changes it. */
  constructor({ settings, setting, explain = messageOf }: SettingFormOptions) {
    this.#settings = settings;
    this.#explain = explain;
    this.field = fieldOf(setting);
    this.#snapshot = { ...shown(setting), draft: draftOf(setting), isSaving: false };
  }

  /** The form now: the same object until something changes, then a new one. */
  get snapshot(): SettingFormSnapshot {
    return this.#snapshot;
  }

  /**
   * Calls a function after each change of the snapshot.
   *
   * @returns a function that ends the subscription
   */
  subscribe = (listener: () => void): (() => void) => {
    const called = (): void => listener();
    this.#listeners.add(called);
    return () => void this.#listeners.delete(called);
  };

  /** Sets what the field contains. */
  edit(draft: string): void {
    this.#change({ draft });
  }

  /** Saves what the field contains. If it fails, the field keeps it; after a conflict, a second call replaces the value. */
  save(): Promise<void> {
    const { setting, draft } = this.#snapshot;
    return this.#send({ value: valueOf(draft, setting) });
  }

  /** Removes the override, so that app-config or the default applies. */
  reset(): Promise<void> {
    return this.#send({ unset: true });
  }

  /** Sets the value that the setting had after a change; `revision` is that of a change in `history`. */
  rollBack(revision: string): Promise<void> {
    const { key, revision: ifRevision } = this.#snapshot.setting;
    return this.#act(
      () => this.#settings.rollback(key, revision, { ifRevision }),
      'The setting was rolled back.',
    );
  }

  /** Loads the history, for example when an administrator opens it. */
  async loadHistory(): Promise<void> {
    const { setting } = this.#snapshot;
    this.#change(await this.#readHistory(setting.key, setting));
  }

  #send(to: { readonly value: unknown } | { readonly unset: true }): Promise<void> {
    const { key, revision: ifRevision } = this.#snapshot.setting;
    const change: ConfigChange = { key, ifRevision, ...to };
    return this.#act(() => this.#settings.change([change]), 'The setting was changed.');
  }

  /** A second change while one is being sent is ignored: it would name a revision that is about to be old. */
  async #act(change: () => Promise<unknown>, done: string): Promise<void> {
    if (this.#snapshot.isSaving) return;
    this.#change({ isSaving: true, problem: undefined, done: undefined });
    const { setting: before } = this.#snapshot;
    let setting = before;
    let history: Partial<SettingFormSnapshot> = {};
    const refused = await failureOf(change);
    const unread = await failureOf(async () => {
      const loading = this.#settings.get(before.key);
      [setting, history] = await Promise.all([loading, this.#readHistory(before.key, loading)]);
    });
    const failure = refused ?? unread;
    const outcome =
      failure === undefined
        ? { draft: draftOf(setting), done }
        : { problem: problemOf(failure.error, setting, this.#explain) };
    this.#change({ ...shown(setting), ...history, ...outcome, isSaving: false });
  }

  async #readHistory(
    key: string,
    loading: ConfigSetting | Promise<ConfigSetting>,
  ): Promise<Pick<SettingFormSnapshot, 'history' | 'historyFailure'>> {
    try {
      const entries = await this.#settings.history({ key, limit: 20 });
      const setting = await loading;
      const history = entries.map(entry => changeOf(entry, setting));
      return { history, historyFailure: undefined };
    } catch (error) {
      return { historyFailure: error };
    }
  }

  #change(change: Partial<SettingFormSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change };
    for (const listener of Array.from(this.#listeners)) listener();
  }
}

function shown(setting: ConfigSetting): Pick<SettingFormSnapshot, 'setting' | 'value' | 'written'> {
  return { setting, value: shownValue(setting), written: writtenIn(setting) };
}

function messageOf(error: unknown): string {
  const { message } = Object(error);
  return typeof message === 'string' ? message : String(error);
}

async function failureOf(
  step: () => Promise<unknown>,
): Promise<{ readonly error: unknown } | undefined> {
  try {
    await step();
    return undefined;
  } catch (error) {
    return { error };
  }
}
