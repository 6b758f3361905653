import { expect, test } from 'vitest';
import { sqliteHost } from '../test/database-host.fixture.ts';
import { memoryResolver } from '../test/memory-resolver.fixture.ts';
import { describeTransactions } from '../test/transaction-suite.fixture.ts';

describeTransactions(sqliteHost);

test('A5: a store in memory refuses a transaction', async () => {
  const config = memoryResolver();
  const transaction = Object.assign(() => undefined, { isTransaction: true });
  const options = { transaction: Reflect.apply(Object, undefined, [transaction]) };
  for (const call of [
    () => config.resolve('boost.sample.title', options),
    () => config.set('boost.sample.title', 'x', options),
    () => config.unset('boost.sample.title', options),
  ])
    await expect(call()).rejects.toMatchObject({ code: 'invalid_option' });
});
