import { expect, test } from 'vitest';
import { readArguments } from './command-line.ts';

const known = ['import', 'large-file'];

test('names and options', () => {
  expect(readArguments([], known)).toEqual({
    names: [],
    json: false,
    check: false,
    seed: 1,
    effort: 1,
    limits: false,
  });
  expect(
    readArguments(
      ['import', '--json', '--check', '--seed', '7', '--effort', '0.25', '--limits'],
      known,
    ),
  ).toEqual({ names: ['import'], json: true, check: true, seed: 7, effort: 0.25, limits: true });
});

test.each([
  [['imports'], 'There is no benchmark "imports". There are: import, large-file.'],
  [['--seed', 'x'], '--seed is a whole number, not "x".'],
  [['--effort', '0'], '--effort is a number above 0, not "0".'],
])('%j', (args, message) => {
  expect(() => readArguments(args, known)).toThrow(message);
});
