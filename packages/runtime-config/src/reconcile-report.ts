import type { ImportReport } from './import-report.ts';
import type { ProblemReporter } from './override-problem.ts';
import type { UnusableCode } from './stored-value.ts';

/**
 * What became of a stored value.
 * - `unchanged`: it is used, and the row is as it was.
 * - `migrated`: it is used, and the row was brought to a later version.
 * - `reencrypted`: it is used, and the row is encrypted under today's secret in today's form.
 * - `rejected`: its field does not accept it, or a newer value of its key is stored; the row was moved
 *   aside, to where `rejected()` lists it and `restore` brings it back from.
 * - `kept`: it is ignored, and the row is as it was, or at the last version that took it; of
 *   `reencrypt` also: it is not encrypted under today's secret, and cannot be.
 * - `waiting`: it is used, but its row is of an earlier version: until `reencrypt` has run, if Boost 0.8
 *   encrypted it; until `boost.encryptionSecret` is set; or while another row has its new name.
 * - `superseded`: others wrote or removed the row meanwhile.
 */
export type ReconcileOutcome =
  | 'unchanged'
  | 'migrated'
  | 'reencrypted'
  | 'rejected'
  | 'kept'
  | 'waiting'
  | 'superseded';

/** What became of one stored value. It contains nothing of the value. */
export interface ReconcileEntry {
  /** The key that the row had at first. */
  readonly key: string;
  /** What became of it. */
  readonly outcome: ReconcileOutcome;
  /** The key that it has now, where that is another one. */
  readonly renamedTo?: string;
  /** Why it is not used, or `not_written` when its row could not be changed; undefined otherwise. */
  readonly code?: UnusableCode;
  /** The same as part of a sentence; also set where a value of a later version is used. */
  readonly reason?: string;
}

/** What became of all stored values. */
export interface ReconcileReport {
  /** One entry for each row that there was, by key. */
  readonly entries: readonly ReconcileEntry[];
  /**
   * How many rows Boost 0.8 encrypted and are still in its form, those of keys that nobody has today
   * included: what the next `reencrypt` encrypts anew, while `acceptLegacy` is true. Rows that no secret
   * opens and rows that were moved aside are not counted.
   */
  readonly legacyRows: number;
  /** What `importRows` would report; only there when `reconcile` was given `importedFrom`. */
  readonly imported?: ImportReport;
}

/** Reports the rows that are not used. */
export function reportUnused(entries: readonly ReconcileEntry[], reporter: ProblemReporter): void {
  for (const { key, outcome, code, reason = '' } of entries) {
    if (code === undefined) continue;
    if (outcome === 'rejected') reporter.rowRejected(key, code, reason);
    else reporter.rowKept(key, code, reason);
  }
}
