import { EventEmitter, once } from 'node:events';
import createKnex, { type Knex } from 'knex';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ChangeLog } from './change-log.ts';

let knex: Knex;
beforeEach(async () => {
  knex = createKnex({
    client: 'better-sqlite3',
    connection: ':memory:',
    useNullAsDefault: true,
  });
  await knex.schema.createTable('history', table => {
    table.increments('id');
    table.string('key');
  });
});
afterEach(() => knex.destroy());

/** A log of the table, and a watched feed that collects what it reports. */
function follow(pollMs = 60_000) {
  const log = new ChangeLog(
    {
      newestId: async () => Number((await knex('history').max('id as id'))[0]?.['id'] ?? 0),
      keysBetween: (after, upTo) =>
        knex('history')
          .distinct('key')
          .where('id', '>', after)
          .where('id', '<=', upTo)
          .pluck('key'),
    },
    undefined,
  );
  const changes: (readonly string[] | undefined)[] = [];
  const feed = log.open(keys => changes.push(keys), { listen: true, pollMs });
  feed.watch(true);
  return { log, feed, changes };
}
const write = (...keys: string[]) => knex('history').insert(keys.map(key => ({ key })));

test('B14: a poll reports every key that changed, once', async () => {
  await write('before');
  const { feed, changes } = follow(20);
  await feed.ready;
  await write('a', 'b', 'a');
  await expect.poll(() => changes.map(keys => keys?.toSorted())).toEqual([['a', 'b']]);
  await write('c');
  await expect.poll(() => changes.at(-1)).toEqual(['c']);
  feed.close();
  await write('d');
  await new Promise(resolve => setTimeout(resolve, 60));
  expect(changes).toHaveLength(2);
});

test('B14: commits of this process are reported without a poll, also while the history is read', async () => {
  const { log, feed, changes } = follow();
  await feed.ready;
  const writes = Array.from({ length: 20 }, async (_, index) => {
    await write(`key-${index}`);
    log.noteCommit();
  });
  await Promise.all(writes);
  await expect.poll(() => changes.flat()).toHaveLength(20);
  expect(new Set(changes.flat()).size).toBe(20);
  feed.close();
});

test('B14: a history that could not be read at first counts as a change of any key', async () => {
  await knex.schema.renameTable('history', 'away');
  const { log, feed, changes } = follow();
  await feed.ready;
  await knex.schema.renameTable('away', 'history');
  await write('a');
  log.noteCommit();
  await expect.poll(() => changes).toEqual([undefined]);
  await write('b');
  log.noteCommit();
  await expect.poll(() => changes).toEqual([undefined, ['b']]);
  feed.close();
});

test('B14: a history that was restored from a backup counts as a change of any key', async () => {
  await write('a', 'b');
  const { log, feed, changes } = follow();
  await feed.ready;
  await knex('history').where('id', 2).delete();
  log.noteCommit();
  await expect.poll(() => changes).toEqual([undefined]);
  feed.close();
});

test('B14: what is committed before the place in the history is known is not reported as a change of any key', async () => {
  const gate = new EventEmitter();
  let reads = 0;
  const newestId = async () => {
    reads += 1;
    if (reads > 1) return 2;
    await once(gate, 'open');
    return 1;
  };
  const log = new ChangeLog({ newestId, keysBetween: async () => ['a'] }, undefined);
  const changes: (readonly string[] | undefined)[] = [];
  const feed = log.open(keys => changes.push(keys), { listen: false, pollMs: 60_000 });
  feed.watch(true);
  log.noteCommit();
  await new Promise(resolve => setTimeout(resolve, 20));
  gate.emit('open');
  await expect.poll(() => changes).toEqual([['a']]);
  feed.close();
});
