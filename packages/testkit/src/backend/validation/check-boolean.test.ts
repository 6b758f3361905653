import { expect, test } from 'vitest';
import { checkBoolean } from './check-scalar.ts';

/** What comes of a value; the type of the problem, where there is one. */
function outcomeOf(value: unknown): unknown {
  return checkBoolean(value, type => type);
}

test.each([
  ...[true, 1, '1', 't', 'True', 'y', 'YES', 'on'].map(value => [value, true] as const),
  ...[false, 0, '0', 'f', 'FALSE', 'n', 'No', 'off'].map(value => [value, false] as const),
])('%j is taken for %s', (value, taken) => {
  expect(outcomeOf(value)).toBe(taken);
});

/** As Pydantic 2.13 has it. */
test.each([
  [2, 'bool_parsing'],
  [-1, 'bool_parsing'],
  ['', 'bool_parsing'],
  [' true', 'bool_parsing'],
  ['maybe', 'bool_parsing'],
  [0.5, 'bool_type'],
  [1e300, 'bool_type'],
  [null, 'bool_type'],
  [[true], 'bool_type'],
  [['true'], 'bool_type'],
  [[1], 'bool_type'],
  [{}, 'bool_type'],
])('%j is refused with %s', (value, type) => {
  expect(outcomeOf(value)).toBe(type);
});
