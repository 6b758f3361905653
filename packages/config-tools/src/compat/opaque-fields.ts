import type { FieldTable } from '@rhdh-boost/config-schema/artefacts';
import { findKeyEnds } from './moved-key.ts';

/**
 * The fields of both tables whose checks are code that nothing describes: whether that changed
 * cannot be told from tables.
 *
 * @returns their keys, as the old table has them
 */
export function findOpaqueFields(before: FieldTable, after: FieldTable): string[] {
  return [...findKeyEnds(before, after)]
    .filter(([key, end]) => {
      const now = Object.hasOwn(after.fields, key) ? key : end;
      return isOpaque(before.fields, key) && now !== undefined && isOpaque(after.fields, now);
    })
    .map(([key]) => key);
}

function isOpaque(fields: FieldTable['fields'], key: string): boolean {
  return Object.hasOwn(fields, key) && fields[key]?.opaque === true;
}
