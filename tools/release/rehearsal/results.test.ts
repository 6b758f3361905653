import { expect, test } from 'vitest';
import { formatCount, formatTable, type Result, resultOf } from './results.ts';

const place = { row: 'npm', column: 'Node 22', title: 'import a' };
const results: Result[] = [
  place,
  { ...place, title: 'import b', failure: 'not found' },
  { ...place, row: 'Yarn (PnP)', column: 'Node 24' },
];

test('the table has a row for each package manager and a column for each Node', () => {
  expect(formatTable(results)).toBe(
    ['            Node 22  Node 24', 'npm         1 of 2   -', 'Yarn (PnP)  -        1 of 1'].join(
      '\n',
    ),
  );
});

test('the count is that of all trials', () => {
  expect(formatCount(results)).toBe('2 of 3 passed');
});

const fail = () => Promise.reject(new Error('npm ended with 1'));

test('work that throws has failed', async () => {
  expect(await resultOf(place, fail)).toEqual({ ...place, failure: 'npm ended with 1' });
});
