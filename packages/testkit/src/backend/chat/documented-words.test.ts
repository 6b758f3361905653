import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { recordedSends } from './recorded-sends.ts';
import { recordedStreams } from './recorded-streams.ts';

/** Words that are answered outside of the tables of recordings. */
const others = ['auth', 'hang', 'status:429', 'whoami'];

test('C5: the guide lists each word that the agent answers to, and no other', () => {
  const page = readFileSync(
    join(import.meta.dirname, '../../../../../docs/testkit-chat.md'),
    'utf8',
  );
  const [, table = ''] = page.split('\n| message |');
  const firstCells = Array.from(table.matchAll(/^\| (`[^|]+) \|/gm), ([, cell = '']) => cell);
  const listed = firstCells.flatMap(cell =>
    Array.from(cell.matchAll(/`([^`]+)`/g), ([, word]) => word),
  );

  expect(new Set(listed)).toEqual(
    new Set([...Object.keys(recordedStreams), ...Object.keys(recordedSends), ...others]),
  );
});
