import type { AppConfigSource } from '../source/app-config-source.ts';

/** A stretch of an app-config's text. */
export interface Place {
  /** The text that it is in. */
  readonly source: AppConfigSource;
  /** The offset at which it begins. */
  readonly start: number;
  /** The offset after its last character. */
  readonly end: number;
}

/** A name in a mapping. */
export interface ConfigEntry {
  /** Where the name stands; of several files, in the one that set it last. */
  readonly keyPlace: Place;
  /** What it is set to. */
  readonly node: ConfigNode;
  /**
   * Whether its key in the file is a collection or an alias: what Backstage makes a name of is a
   * value, which is not told, and nothing below it is judged. Default: no.
   */
  readonly nameless?: boolean;
}

/** A mapping of names to values. */
export interface MappingNode {
  readonly kind: 'mapping';
  readonly place: Place;
  /** What it holds, in the order of the file. */
  readonly entries: ReadonlyMap<string, ConfigEntry>;
  /** Where the keys in it stand that are no names; of one file, not of several merged. */
  readonly namelessKeys?: readonly Place[];
  /** The value of an earlier file, a scalar or a list, that this mapping took the place of. */
  readonly covers?: Place;
  /**
   * What this mapping was laid over, where that is not known: names that are missing here may be
   * there, in it or in a file before it.
   */
  readonly beneath?: UnknownNode;
}

/** A list. */
export interface ListNode {
  readonly kind: 'list';
  readonly place: Place;
  /** What it holds; what Backstage drops is not there. */
  readonly items: readonly ConfigNode[];
  /** The index of each item as it is written, what is dropped counted; where any is dropped. */
  readonly indexes?: readonly number[];
}

/** A single value, null too. */
export interface ValueNode {
  readonly kind: 'value';
  readonly place: Place;
  /** The value, its variables filled in. */
  readonly value: unknown;
  /** Whether the file itself holds it, in whole or in part. */
  readonly literal: boolean;
  /** Whether the file has a `${` in it that Backstage does not fill in. Default: no. */
  readonly unfilled?: boolean;
  /** Whether the text in the file begins or ends with white space, which Backstage leaves in the value. Default: no. */
  readonly surrounded?: boolean;
  /** Whether it is the content of a file that `$file` names. Default: no. */
  readonly isContent?: boolean;
  /** That file as findings name it; undefined where its name may not be shown. */
  readonly file?: string | undefined;
}

/** Something that is set, to what cannot be known here. */
export interface UnknownNode {
  readonly kind: 'unknown';
  readonly place: Place;
  /**
   * The unset variables that it would come from; empty where a file could not be read. One whose
   * name another variable gives is undefined: that name is a value.
   */
  readonly variables: readonly (string | undefined)[];
  /** Whether the file itself holds a part of it, such as a default beside an unset variable. */
  readonly literal: boolean;
  /** Whether the file has a `${` in it that Backstage does not fill in. Default: no. */
  readonly unfilled?: boolean;
  /** Whether the text in the file begins or ends with white space, which Backstage leaves in the value. Default: no. */
  readonly surrounded?: boolean;
  /** Whether it can only be a single text, not a section or a list. Default: no. */
  readonly isText?: boolean;
}

/** A configuration, or a part of one, in which each part knows the place that set it. */
export type ConfigNode = MappingNode | ListNode | ValueNode | UnknownNode;
