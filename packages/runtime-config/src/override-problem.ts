import { formatConfigPath } from '@rhdh-boost/config-schema';
import type { ConfigChangeEvent } from './change-events.ts';
import type { OverrideAction, StoredOverride } from './override-store.ts';
import type { UnusableCode } from './stored-value.ts';

/**
 * What a resolver reports and does not throw: a stored value that is ignored or moved aside, a store that fails,
 * an app-config without `boost`, or a callback that fails.
 */
export interface ConfigOverrideProblem {
  /** What is wrong; stable, for programs. */
  readonly code: UnusableCode | 'store_unavailable' | 'no_boost_section' | 'callback_failed';
  /** The field's key; undefined when it concerns all. */
  readonly key?: string;
  /** One sentence that names the place. It contains no value. */
  readonly message: string;
}

/** The part of Backstage's LoggerService that is used here. */
export interface ConfigLogger {
  /** Takes one line, and facts about it. */
  warn(message: string, meta?: Record<string, string>): void;
  /** The same, for what is no problem: one line for each change of an override. */
  info?(message: string, meta?: Record<string, string>): void;
}

/** Where problems and changes go. All are optional, and what they throw is caught. */
export interface ProblemListeners {
  /** Gets each problem as a warning, and each change of this resolver as information. */
  readonly logger?: ConfigLogger | undefined;
  /** Gets each problem as data. */
  readonly onProblem?: ((problem: ConfigOverrideProblem) => void) | undefined;
  /**
   * Gets each change that this resolver has committed, also those of `reconcile`, for an auditor. A refused
   * change has no event: its caller has the error.
   */
  readonly onChange?: ((event: ConfigChangeEvent) => void) | undefined;
}

/** A problem that was reported, and the state of its row, where that was seen. */
interface ReportedProblem {
  readonly code: UnusableCode;
  readonly revision: string | undefined;
}

/** Reports each problem once for as long as it lasts: readers come back every few seconds. */
export class ProblemReporter {
  readonly #listeners: ProblemListeners;
  /** What each bad row was when it was reported, by key. */
  readonly #reported = new Map<string, ReportedProblem>();
  #isStoreDown = false;

  constructor(listeners: ProblemListeners) {
    this.#listeners = listeners;
  }

  /** A row is not used, and app-config or the default is used in its place. */
  rowIgnored(row: StoredOverride, code: UnusableCode, reason: string): void {
    const reported = this.#reported.get(row.key);
    this.#reported.set(row.key, { code, revision: row.revision });
    if (reported?.revision === row.revision) return;
    if (reported !== undefined && reported.revision === undefined && reported.code === code) return;
    const key = keyForText(row.key);
    const used = code === 'superseded' ? 'The newer one' : 'App-config or the default';
    const message = `The stored value of ${key} is ignored: ${reason}. ${used} is used. ${remedies[code]}`;
    this.#report({ code, key, message });
  }

  /** A row was kept although it cannot be used. */
  rowKept(row: string, code: UnusableCode, reason: string): void {
    if (this.#reported.get(row)?.code === code) return;
    this.#reported.set(row, { code, revision: undefined });
    const key = keyForText(row);
    const state =
      code === 'not_written' ? 'is used, and its row stays as it is' : 'is kept and not used';
    const message = `The stored value of ${key} ${state}: ${reason}. ${remedies[code]}`;
    this.#report({ code, key, message });
  }

  /** A row was moved to where rejected rows are kept. */
  rowRejected(row: string, code: UnusableCode, reason: string): void {
    this.#reported.delete(row);
    const key = keyForText(row);
    const message = `The stored value of ${key} was moved aside, and is not used any more: ${reason}.`;
    this.#report({ code, key, message });
  }

  /** A row is used, or gone: its next problem is reported. */
  rowUsed(key: string): void {
    this.#reported.delete(key);
  }

  /** The store failed, and the values that were read last are still used. */
  storeFailed(reason: string): void {
    if (this.#isStoreDown) return;
    this.#isStoreDown = true;
    this.#report({
      code: 'store_unavailable',
      message: `${reason} The values that were read last are used meanwhile.`,
    });
  }

  /** The store answered: its next failure is reported. */
  storeAnswered(): void {
    this.#isStoreDown = false;
  }

  /** App-config has no `boost`, and what belongs below it at its root. */
  boostMissing(names: readonly string[]): void {
    const [verb, pronoun] = names.length === 1 ? ['is', 'it'] : ['are', 'them'];
    this.#report({
      code: 'no_boost_section',
      message: `App-config has no boost section, and ${names.join(', ')} ${verb} at its top level, where Boost does not read ${pronoun}. Pass the whole app-config as yaml, with ${pronoun} below boost.`,
    });
  }

  /** A callback of `subscribe` threw. Its error may quote a value, and is not passed on. */
  callbackFailed(keys: readonly string[]): void {
    this.#report({
      code: 'callback_failed',
      message: `A callback of subscribe failed after a change of ${keys.join(', ')}. Catch its error in the callback to see it.`,
    });
  }

  /** A change was committed. */
  changed(event: ConfigChangeEvent): void {
    const { logger, onChange } = this.#listeners;
    const { action, actor, revision } = event;
    const key = keyForText(event.key);
    const by = actor === null ? '' : ` by ${actor}`;
    const meta = { action, key, revision, ...(actor !== null && { actor }) };
    quietly(() => logger?.info?.(`The override of ${key} ${verbs[action]}${by}.`, meta));
    quietly(() => onChange?.(event));
  }

  #report(problem: ConfigOverrideProblem): void {
    const { logger, onProblem } = this.#listeners;
    const { code, key, message } = problem;
    quietly(() => logger?.warn(message, { code, ...(key !== undefined && { key }) }));
    quietly(() => onProblem?.(problem));
  }
}

const correct = 'Correct it or unset it.';
const reconcile = 'Run reconcile, which moves it aside.';

/** What to do about a row that is not used. What can still be recovered must not be written over. */
export const remedies: Readonly<Record<UnusableCode, string>> = {
  unknown_key: 'It is used again when the module that has the key is back.',
  not_overridable: reconcile,
  removed_key: reconcile,
  not_json: correct,
  invalid_value: correct,
  migration_failed: correct,
  undecryptable:
    'Add the secret that it was stored under to boost.previousEncryptionSecrets. Set the value again only if that secret is lost.',
  no_encryption_secret:
    'Set boost.encryptionSecret in app-config to the value that the other replicas use.',
  plain_text:
    'Check who wrote it, and set it again. If an earlier version of the set stored it before its field was a secret, list the key in becameSensitive of the migration.',
  legacy_not_accepted: 'Set acceptLegacy to true until reencrypt has run, or set the value again.',
  newer_version:
    'Update this backend. If you went back to an older version on purpose, set the value again.',
  superseded: 'Run reconcile after the rollout, which moves the older one aside.',
  not_written: 'Fix the database, and run reconcile again.',
  too_large: 'Raise maxValueBytes for its key, or set a smaller value.',
  moved_aside:
    'Keep the secret that it was stored under in boost.previousEncryptionSecrets while the row may be wanted.',
};

/** What a log line says of each change. */
const verbs: Readonly<Record<OverrideAction, string>> = {
  set: 'was set',
  unset: 'was removed',
  import: 'was imported',
  migrate: 'was migrated',
  reencrypt: 'was encrypted again',
  reject: 'was moved aside',
  restore: 'was restored',
  purge: 'was deleted from the rejected rows',
  rollback: 'was rolled back',
};

/** A key may be any text of the database. */
export function keyForText(key: string): string {
  return formatConfigPath(key.split('.'));
}

/** A listener that fails must not fail the reader of a value. */
function quietly(listener: () => void): void {
  try {
    listener();
  } catch {}
}
