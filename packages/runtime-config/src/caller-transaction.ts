import type { Knex } from 'knex';
import { ConfigOverrideError } from './override-error.ts';

/**
 * Checks the option `transaction`.
 *
 * @param knex - the Knex of the store
 * @throws ConfigOverrideError `invalid_option` for what is no open transaction of this Knex
 */
export function checkTransaction(transaction: unknown, knex: Knex): Knex.Transaction {
  if (!isTransaction(transaction)) throw wrong('is not a transaction of Knex');
  if (transaction.isCompleted()) throw wrong('has been committed or rolled back');
  // Each Knex has its own copy of its configuration, which its transactions share.
  if (transaction.client.config !== knex.client.config) throw wrong('belongs to another Knex');
  return transaction;
}

/**
 * Acts when the outermost transaction that this one is part of has been committed: before anybody who waits
 * for the commit continues.
 */
export function afterCommit(transaction: Knex.Transaction, act: () => void): void {
  const outermost = outermostOf(transaction);
  let isRolledBack = false;
  // By default, Knex resolves `executionPromise` after a rollback too.
  outermost.on('query', ({ sql }: { readonly sql: string }) => {
    if (/^rollback;?$/i.test(sql)) isRolledBack = true;
  });
  outermost.executionPromise.then(
    () => (isRolledBack ? undefined : act()),
    () => undefined,
  );
}

function outermostOf(transaction: Knex.Transaction): Knex.Transaction {
  const { parentTransaction } = transaction;
  return parentTransaction === undefined ? transaction : outermostOf(parentTransaction);
}

/** Whether a value is a transaction of Knex. */
export function isTransaction(value: unknown): value is Knex.Transaction {
  return typeof value === 'function' && Reflect.get(value, 'isTransaction') === true;
}

function wrong(what: string): ConfigOverrideError {
  return new ConfigOverrideError({
    code: 'invalid_option',
    message: `The option transaction ${what}.`,
    hint: 'Pass an open transaction of the Knex that createKnexOverrideStore was called with.',
  });
}
