import { isRecord } from '../is-record.ts';

/** Whether Python takes it for true: an empty list is not, an empty object does not come. */
export function isTruthy(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}

/** A field's text; undefined where it has none. */
export function textField(record: unknown, name: string): string | undefined {
  const value = fieldOf(record, name);
  return typeof value === 'string' ? value : undefined;
}

/** A field's object; undefined where it has none. */
export function recordField(
  record: unknown,
  name: string,
): Readonly<Record<string, unknown>> | undefined {
  const value = fieldOf(record, name);
  return isRecord(value) ? value : undefined;
}

/** A field's list; undefined where it has none. */
export function listField(record: unknown, name: string): readonly unknown[] | undefined {
  const value = fieldOf(record, name);
  return Array.isArray(value) ? value : undefined;
}

/** A field's number; undefined where it has none. */
export function numberField(record: unknown, name: string): number | undefined {
  const value = fieldOf(record, name);
  return typeof value === 'number' ? value : undefined;
}

function fieldOf(record: unknown, name: string): unknown {
  return isRecord(record) ? record[name] : undefined;
}
