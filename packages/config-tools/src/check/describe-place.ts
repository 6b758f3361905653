import type { SourceLocation } from '../finding.ts';

/**
 * A place as text: `app-config.yaml:12:5`. That of a variable or an option is its name, because it has no lines.
 *
 * @param location - the place
 */
export function describePlace({ file, line, column }: SourceLocation): string {
  return line === 0 ? file : `${file}:${line}:${column}`;
}

/** The same without the column, for a sentence about another place. */
export function describeLine({ file, line }: Pick<SourceLocation, 'file' | 'line'>): string {
  return line === 0 ? file : `${file}:${line}`;
}
