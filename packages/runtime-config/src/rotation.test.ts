import { expect, test } from 'vitest';
import { sqliteHost } from '../test/database-host.fixture.ts';
import { openPlace } from '../test/open-place.fixture.ts';
import type { ConfigResolver } from './config-resolver.ts';

const key = 'boost.devSpaces.credentials';
const [oldSecret, newSecret] = ['the old secret of all replicas', 'the new secret of all replicas'];
const place = openPlace(sqliteHost);

// Processes on PostgreSQL are in boost-rows.real.test.ts: those on a SQLite file mostly wait for each other.
test.each([
  ['in two steps, each reads', [[oldSecret], [oldSecret, newSecret], [newSecret, oldSecret]], true],
  ['in one step, not each reads', [[oldSecret], [newSecret, oldSecret]], false],
])('A10: replaced %s what the others write in a SQLite file', async (_how, steps, isReadable) => {
  const values: unknown[] = [];
  const replicas: ConfigResolver[] = [];
  for (const [encryptionSecret, ...previousEncryptionSecrets] of steps)
    for (const index of [0, 1]) {
      const boost = { encryptionSecret, previousEncryptionSecrets };
      replicas[index] = place.resolver({ yaml: { boost } });
      for (const writer of replicas) {
        await writer.set(key, 'a value');
        for (const reader of replicas) values.push(await reader.resolve(key));
      }
    }
  expect(new Set(values)).toEqual(new Set(isReadable ? ['a value'] : ['a value', undefined]));
});
