import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { withPermissionRows } from './permission-rows.ts';

const page = readFileSync(
  new URL('../../../specifications/prd/security-safety-governance.md', import.meta.url),
  'utf8',
);

test('the document on security lists the operations of today', () => {
  expect(withPermissionRows(page)).toBe(page);
});

test('an operation is put into the row of its permission, and the words stay', () => {
  const stale = page.replace(', `chat.stream` |', ' |');

  expect(stale).not.toBe(page);
  expect(withPermissionRows(stale)).toBe(page);
});

test('a page without the table is reported', () => {
  expect(() => withPermissionRows('# A page')).toThrow('no table of permissions');
});
