import type { Node } from 'yaml';
import type { Finding, SourceLocation } from '../finding.ts';
import { LineIndex } from './line-index.ts';
import type { YamlNodes } from './yaml-nodes.ts';

/** Why the text of a source cannot be changed by ranges. */
export interface NotEditable {
  /** Why, to be read after "it". */
  readonly reason: string;
  /** The remedy, as a sentence. Default: to write it as a literal block. */
  readonly hint?: string;
  /** Where in the outer file it stands. */
  readonly location: SourceLocation;
}

/**
 * A text and its place: a whole file, or a value in one. Offsets count UTF-16 code units of
 * {@link TextFrame.text}.
 */
export interface TextFrame {
  /** The file as it was named. */
  readonly file: string;
  /** The text itself; within a file without its indentation, its lines ending in `\n`. */
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

/** A mapping in a larger document. */
export interface DocumentPart {
  /** The mapping. */
  readonly node: Node;
  /** The nodes of the document. */
  readonly nodes: YamlNodes;
  /** The mapping as plain values, aliases filled in. */
  readonly value: unknown;
}

/**
 * One app-config and its place: a file, a text in one, such as a key of a ConfigMap's `data`,
 * or a mapping in a document, such as `upstream.backstage.appConfig` in Helm values.
 */
export interface AppConfigSource extends TextFrame {
  /** Which text of the file it is, or is in; the same object for all app-configs in that text. */
  readonly frame: TextFrame;
  /** The mapping that the app-config is; undefined where it is the whole text. */
  readonly part?: DocumentPart;
  /** The key of `data` whose text it is, in a ConfigMap or Secret. */
  readonly dataKey?: string;
  /**
   * Which of the deployments in the file it is for, as far as that can be known: sources with
   * different numbers may be for different backends. Undefined in a file that is an app-config.
   */
  readonly deployment?: number;
  /** Whether it is the `pluginConfig` of a dynamic plugin, which Backstage reads before app-configs. */
  readonly isPluginConfig?: boolean;
  /** Whether it is one key of an app-config whose other keys are elsewhere. */
  readonly isPartial?: boolean;
  /** Whether it is no text, but a value of a variable or an option. Default: no. */
  readonly isOverlay?: boolean;
  /** What, besides the usual placeholders, is replaced before Backstage reads the text. */
  readonly replaced?: RegExp;
}

/** The sources in a file, or why it cannot be read. */
export type AppConfigSources =
  | {
      /** The sources, in the order in which Backstage reads them. */
      readonly sources: readonly AppConfigSource[];
      /** Why there is no source, where there is none. */
      readonly note?: Finding;
      /** Not there when the file could be read. */
      readonly problem?: undefined;
    }
  | {
      /** Not there when the file could not be read. */
      readonly sources?: undefined;
      /** Not there when the file could not be read. */
      readonly note?: undefined;
      /** Why the file could not be read; it quotes nothing. */
      readonly problem: Finding;
    };

/** The text of a whole file. */
export function createFileFrame(file: string, text: string): TextFrame {
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

/** The source of a file that is an app-config itself. */
export function createPlainSource(file: string, text: string): AppConfigSource {
  const frame = createFileFrame(file, text);
  return { ...frame, frame };
}
