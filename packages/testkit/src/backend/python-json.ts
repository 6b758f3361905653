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
