import { expect, test } from 'vitest';
import { nearestName } from './nearest-name.ts';

test.each([
  ['agent', 'agents'],
  ['a'.repeat(64), `${'a'.repeat(63)}b`],
])('%s is near [developer-tooling/Backend option that there is not is refused]', (given, name) => {
  expect(nearestName(given, ['features', name])).toBe(name);
});

test.each([65, 100_000])(
  'a name of %i letters is not compared [developer-tooling/Backend option that there is not is refused]',
  length => {
    expect(nearestName('a'.repeat(length), ['a'.repeat(64)])).toBeUndefined();
  },
);
