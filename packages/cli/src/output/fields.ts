import { formatTable } from './table.ts';

/** One line for each field that has a value. Nothing is cut: whoever asks for one thing wants to read it. */
export function formatFields(
  fields: readonly (readonly [string, string | number | null | undefined])[],
): string {
  const rows = fields.flatMap(([name, value]) =>
    value === undefined || value === null || value === '' ? [] : [[name, String(value)]],
  );
  return formatTable(rows, undefined);
}
