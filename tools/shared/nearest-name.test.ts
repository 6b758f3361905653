import { expect, test } from 'vitest';
import { nearestName } from './nearest-name.ts';

test('an option of up to 128 letters has a nearest one [kagenti-live-suite/Wrong command line]', () => {
  expect(nearestName('read-onyl', ['base-url', 'read-only'])).toBe('read-only');
  expect(nearestName('a'.repeat(128), [`${'a'.repeat(127)}b`])).toBe(`${'a'.repeat(127)}b`);
});

test.each([129, 100_000])(
  'an option of %i letters is not compared [kagenti-live-suite/Wrong command line]',
  length => {
    expect(nearestName('a'.repeat(length), ['a'.repeat(128)])).toBeUndefined();
  },
);
