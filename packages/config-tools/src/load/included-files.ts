import { type AppConfigSource, createPlainSource } from '../source/app-config-source.ts';
import type { TextFile } from '../source/decode-text.ts';
import type { IncludedFileReader } from './file-reader.ts';
import type { FileTarget } from './include-target.ts';
import { type Parsing, parseIncludedJson, parseIncludedYaml } from './parsed-text.ts';

/** A file that was to be parsed. */
export interface IncludedSource {
  readonly source: AppConfigSource;
  readonly isParsed: boolean;
}

/**
 * The files that app-configs name. A file that was not read yet is noted, and
 * {@link IncludedFiles.readWanted} reads all that were noted before the next attempt: those that one
 * file names come before those that they name in turn.
 */
export class IncludedFiles {
  readonly #texts = new Map<string, TextFile>();
  readonly #parsings = new Map<string, Parsing>();
  readonly #sources: IncludedSource[] = [];
  readonly #wanted = new Map<string, FileTarget>();
  /** Finds and reads the files; undefined when none is read. */
  readonly reader: IncludedFileReader | undefined;

  /** Starts with no file. */
  constructor(reader: IncludedFileReader | undefined) {
    this.reader = reader;
  }

  /** The text of a file; undefined when it is yet to be read. */
  text(target: FileTarget): TextFile | undefined {
    const known = this.#texts.get(target.path);
    if (known === undefined) this.#wanted.set(target.path, target);
    return known;
  }

  /** A file that was read, parsed once. */
  parse(target: FileTarget, text: string, format: 'yaml' | 'json'): Parsing {
    const known = this.#parsings.get(target.path);
    if (known !== undefined) return known;
    const source = createPlainSource(target.file, text);
    const parsing = format === 'json' ? parseIncludedJson(source) : parseIncludedYaml(source);
    this.#sources.push({ source, isParsed: parsing.parsed !== undefined });
    this.#parsings.set(target.path, parsing);
    return parsing;
  }

  /** The files that were to be parsed, in that order. */
  get sources(): readonly IncludedSource[] {
    return this.#sources;
  }

  /** Reads the files that were looked up in vain; false when there are none. */
  readWanted(): boolean {
    if (this.#wanted.size === 0) return false;
    for (const target of this.#wanted.values()) {
      const text = this.reader?.read(target);
      if (text !== undefined) this.#texts.set(target.path, text);
    }
    this.#wanted.clear();
    return true;
  }
}
