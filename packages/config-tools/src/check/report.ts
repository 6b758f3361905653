import type { Finding, SourceLocation } from '../finding.ts';
import type { TextRange } from '../text-range.ts';

/** A file that was read, for the code frames of a report. */
export interface CheckedFile {
  /** The file as it was named, such as `app-config.yaml`; the `file` of a finding's location. */
  readonly name: string;
  /** Its whole text; a ConfigMap's with all around the app-config. */
  readonly text: string;
  /** Where not even names may be shown: the sections that are values of sensitive fields. */
  readonly hidden?: readonly TextRange[];
  /** The values that may be shown, in no order: those that surely are no secrets. */
  readonly shown?: readonly TextRange[];
}

/** What checking an app-config gives. The findings hold no value; the texts are the files' own. */
export interface CheckReport {
  /** Every file that was read, included ones too, in the order of reading. */
  readonly files: readonly CheckedFile[];
  /** Everything that was found, by file and place; those without a place come first. */
  readonly findings: readonly Finding[];
  /** Where each judged `boost` section begins. A migration judges none, and leaves this out. */
  readonly sections?: readonly SourceLocation[];
  /** The named files without a `boost` section, beside others that have one. Default: none. */
  readonly withoutSection?: readonly string[];
  /** What ignore comments and settings left out of the findings. Default: none. */
  readonly ignored?: readonly Finding[];
  /** How many warnings were counted but left out of the findings. Default: 0. */
  readonly hiddenWarnings?: number;
  /** Whether the fields could not be judged, since a file could not be read. Default: they were. */
  readonly notJudged?: boolean;
  /**
   * 0: no error. 1: there are errors, or no `boost` section was found. 2: a file could not be read,
   * so nothing was checked.
   */
  readonly exitCode: 0 | 1 | 2;
}
