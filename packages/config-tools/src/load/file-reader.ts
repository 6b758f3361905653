import type { TextFile } from '../source/decode-text.ts';
import type { FileTarget } from './include-target.ts';

/** How app-configs are read: from the disk by `createNodeReader`, from one text by `createTextReader`. */
export interface FileReader {
  /** The files that are read when none is named. */
  defaultFiles(): readonly string[];
  /** Reads a file that the user named, or standard input. */
  readNamed(name: string): TextFile | Promise<TextFile>;
  /** The absolute path of a file that the user named. */
  pathOf(name: string): string;
  /** Reads the files that an app-config names; undefined where none is read. */
  readonly included?: IncludedFileReader;
}

/** How the files that an app-config names by `$file` and `$include` are read. */
export interface IncludedFileReader {
  /** The absolute folder that the names in a file start from. */
  directoryOf(path: string): string;
  /**
   * Finds a file that another file names, without following links.
   *
   * @param written - the file as it is written, its variables filled in
   * @param directory - the absolute folder of the file that names it
   * @param from - the file that names it, as findings name it
   * @param shown - what findings call the file when a variable is part of its name
   */
  locate(written: string, directory: string, from: string, shown?: string): FileTarget;
  /** Reads such a file. */
  read(target: FileTarget): TextFile;
}
