import type { FileReader } from './file-reader.ts';

/**
 * Reads one text, and none of the files that it names.
 *
 * @param name - the name of the text in findings
 */
export function createTextReader(name: string, text: string): FileReader {
  return {
    defaultFiles: () => [name],
    readNamed: () => ({ text }),
    pathOf: file => file,
  };
}
