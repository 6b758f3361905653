import { expect, test } from 'vitest';
import { nearestName } from './nearest-name.ts';

const names = ['namespace', 'enabledOnly'];

test.each([
  ['namespase', 'namespace'],
  ['enabled_only', 'enabledOnly'],
  ['colour', undefined],
])('%s [kagenti-api/Unknown parameter is refused]', (given, meant) => {
  expect(nearestName(given, names)).toBe(meant);
});

test('a text of a user is compared with nothing [kagenti-api/Unknown parameter is refused]', () => {
  const long = `namespace${'e'.repeat(56)}`;

  // Near enough, but for its length.
  expect(nearestName(long, [`namespace${'e'.repeat(55)}`])).toBeUndefined();
  expect(nearestName('x'.repeat(10_000_000), names)).toBeUndefined();
});
