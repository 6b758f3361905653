import { expect, test } from 'vitest';
import { hintFor, systemCode } from './system-code.ts';

test.each([
  ['42501', /all tables of the overrides/],
  ['SQLITE_READONLY_DBMOVED', /file of the database/],
  ['28P01', /password/],
  ['42P01', /migrateOverrideStore/],
  ['40001', /try again/],
  ['53100', /space/],
  ['53300', /connections/],
  ['SQLITE_CORRUPT', /file/],
  ['ERR_DLOPEN_FAILED', /npm rebuild/],
  ['ECONNREFUSED', /is up/],
  [undefined, /is up/],
])('%s has a hint', (code, hint) => {
  expect(hintFor(code)).toMatch(hint);
});

test('what is no code is not returned', () => {
  expect(systemCode({ code: 'a canary' })).toBeUndefined();
  expect(systemCode({ code: 7 })).toBeUndefined();
  expect(systemCode(undefined)).toBeUndefined();
  expect(systemCode({ code: '40P01' })).toBe('40P01');
});
