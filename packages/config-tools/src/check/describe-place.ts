import type { SourceLocation } from '../finding.ts';

/** Whether a place is in a file. A variable or an option has no lines. */
export function isInFile({ line }: Pick<SourceLocation, 'line'>): boolean {
  return line !== 0;
}

/**
 * A place as text: `app-config.yaml:12:5`. That of a variable or an option is its name, because it has no lines.
 *
 * @param location - the place
 */
export function describePlace(location: SourceLocation): string {
  const { file, line, column } = location;
  return isInFile(location) ? `${file}:${line}:${column}` : file;
}

/** The same without the column, for a sentence about another place. */
export function describeLine(location: Pick<SourceLocation, 'file' | 'line'>): string {
  const { file, line } = location;
  return isInFile(location) ? `${file}:${line}` : file;
}
