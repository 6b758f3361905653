import { formatTable } from './table.ts';

/**
 * One line for each field that has a value.
 *
 * @param fields - names and values
 * @param columns - where lines are cut; undefined to cut nothing
 */
export function formatFields(
  fields: readonly (readonly [string, string | number | null | undefined])[],
  columns: number | undefined,
): string {
  const rows = fields.flatMap(([name, value]) =>
    value === undefined || value === null || value === '' ? [] : [[name, String(value)]],
  );
  return formatTable(rows, columns);
}
