import { expect, test } from 'vitest';
import { nearestName } from './suggestion.ts';

test('a key of 64 letters has a near one [boost-configuration/Misspelt key gets a suggestion]', () => {
  expect(nearestName('a'.repeat(64), [`${'a'.repeat(63)}b`])).toBe(`${'a'.repeat(63)}b`);
});

test.each([65, 100_000])(
  'a key of %i letters is not compared [boost-configuration/Unknown key without a near one]',
  length => {
    expect(nearestName('a'.repeat(length), ['a'.repeat(64)])).toBeUndefined();
  },
);
