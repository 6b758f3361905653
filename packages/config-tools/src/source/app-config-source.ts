import type { Finding, SourceLocation } from '../finding.ts';
import { LineIndex } from './line-index.ts';

/** Why the text of a source cannot be changed by ranges. */
export interface NotEditable {
  /** Why, to be read after "it". */
  readonly reason: string;
  /** Where in the outer file it stands. */
  readonly location: SourceLocation;
}

/**
 * The text of one app-config and where it stands: a file of its own, or a key of a ConfigMap's
 * `data`. Offsets count UTF-16 code units of {@link AppConfigSource.text}.
 */
export interface AppConfigSource {
  /** The file as it was named. */
  readonly file: string;
  /** The key of the ConfigMap's `data`, when it is in one. */
  readonly dataKey?: string;
  /** Which ConfigMap of the file it is in, from 0, when it is in one. */
  readonly configMap?: number;
  /** The app-config itself; in a ConfigMap without its indentation, its lines ending in `\n`. */
  readonly text: string;
  /** Where a range of the text stands in the outer file. */
  locate(start: number, end: number): SourceLocation;
  /** The offset in the outer file at which an offset of the text stands, behind the indentation. */
  toOuter(offset: number): number;
  /** The offset in the outer file at which the line of an offset begins, before the indentation. */
  toOuterLine(offset: number): number;
  /** What stands before each line in the outer file; nothing in a file of its own. */
  readonly indentation: string;
  /** `true`, or why edits of the text cannot be carried over to the outer file. */
  readonly editable: true | NotEditable;
}

/** The sources in a file, or why it cannot be read. */
export type AppConfigSources =
  | {
      /** At least one source, in the order of the file. */
      readonly sources: readonly AppConfigSource[];
      /** Not there when the file could be read. */
      readonly problem?: undefined;
    }
  | {
      /** Not there when the file could not be read. */
      readonly sources?: undefined;
      /** Why the file could not be read; it quotes nothing. */
      readonly problem: Finding;
    };

/** The source of a file that is an app-config itself. */
export function createPlainSource(file: string, text: string): AppConfigSource {
  const lines = new LineIndex(text);
  return {
    file,
    text,
    locate: (start, end) => ({ file, ...lines.span(start, end) }),
    toOuter: offset => offset,
    toOuterLine: offset => lines.lineStart(lines.lineAt(offset)),
    indentation: '',
    editable: true,
  };
}
