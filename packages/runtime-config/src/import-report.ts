import type { UnusableCode } from './stored-value.ts';

/**
 * What became of a row of Boost 0.8.
 * - `imported`: its value is an override here.
 * - `unchanged`: an earlier import decided about the row, and it is the same since.
 * - `changed`: somebody changed the row in Boost after it was imported. The override here stays as it is.
 * - `removed`: somebody removed the row in Boost after it was imported. The override here stays as it is.
 * - `skipped`: it was not imported; `code` and `reason` say why.
 */
export type ImportOutcome = 'imported' | 'unchanged' | 'changed' | 'removed' | 'skipped';

/**
 * Why a row of Boost 0.8 was not imported.
 * - `set_here`: the key has an override here already, which applies.
 * - `version_row`: it contains the version of the rows of its section, each of which is imported with it.
 * - `not_overridable`: the field is read from app-config alone.
 * - `removed_key`: a version of the set removed the key.
 * - `bad_key`: the key is no text, or longer than 256 characters.
 * - `not_json`, `invalid_value`: the value is not JSON, or is null.
 * - `too_large`: the value is larger than an override may be.
 */
export type ImportSkipCode =
  | 'set_here'
  | 'version_row'
  | 'bad_key'
  | Extract<
      UnusableCode,
      'not_overridable' | 'removed_key' | 'not_json' | 'invalid_value' | 'too_large'
    >;

/** What became of one row of Boost 0.8. It contains nothing of the value. */
export interface ImportEntry {
  /** The key of the row. */
  readonly key: string;
  /** What became of it. */
  readonly outcome: ImportOutcome;
  /** Why it was not imported; only there when it was skipped. */
  readonly code?: ImportSkipCode;
  /** The same as part of a sentence. */
  readonly reason?: string;
}

/** What became of the rows of Boost 0.8. */
export interface ImportReport {
  /** One entry for each row of Boost's table and for each that was imported and is gone, by key. */
  readonly entries: readonly ImportEntry[];
}
