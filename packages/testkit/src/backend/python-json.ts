/** JSON with the spaces and the escapes of Python's `json.dumps`, which the real backend writes with. */
export function pythonJson(value: unknown): string {
  return (
    JSON.stringify(value, null, 1)
      // Line ends inside of strings are escaped, so these are the indentation's.
      .replace(/,\n\s*/g, ', ')
      .replace(/\n\s*/g, '')
      .replace(/[\u007f-\uffff]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
  );
}

/** What came of a text: a value, or Python's complaint and the place of it. */
export type ParsedJson =
  | { readonly value: unknown }
  | { readonly error: string; readonly position: number };

/**
 * Parses JSON, and complains as Python does of a value that is missing, whatever is wrong: where the text
 * begins otherwise than JSON, and else at its end.
 */
export function parsePythonJson(text: string): ParsedJson {
  try {
    return { value: JSON.parse(text) };
  } catch {
    const start = /\S/.exec(text)?.index ?? 0;
    const startsWell = /[[{"\d\-tfn]/.test(text.charAt(start));
    const position = startsWell ? text.length : start;
    const lines = text.slice(0, position).split('\n');
    const column = (lines.at(-1) ?? '').length + 1;
    return {
      error: `Expecting value: line ${lines.length} column ${column} (char ${position})`,
      position,
    };
  }
}
