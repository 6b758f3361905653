import type { SourceLocation } from '../finding.ts';

/** The place of what is about a whole file. */
export function startOfFile(file: string): SourceLocation {
  return { file, line: 1, column: 1, endLine: 1, endColumn: 1 };
}
