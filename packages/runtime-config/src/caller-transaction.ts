import type { Knex } from 'knex';
import { ConfigOverrideError } from './override-error.ts';
import { systemCode } from './system-code.ts';

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
 * for the commit continues. What a savepoint or a failed statement undid is not acted upon.
 */
export function afterCommit(transaction: Knex.Transaction, act: () => void): void {
  const outermost = outermostOf(transaction);
  const end = transactionEnds.get(outermost) ?? new TransactionEnd(outermost);
  transactionEnds.set(outermost, end);
  end.add(act);
}

/** One for each transaction, because an emitter warns of its eleventh listener. */
const transactionEnds = new WeakMap<Knex.Transaction, TransactionEnd>();

/** What is to be done after a commit, by the statements of the transaction. */
class TransactionEnd {
  /** In order: what is to be done, and the names of savepoints. */
  #steps: ((() => void) | string)[] = [];
  /** After a failed statement, PostgreSQL answers COMMIT with a rollback, which Knex does not report. */
  #isAborted = false;

  constructor(outermost: Knex.Transaction) {
    outermost.on('query', ({ sql }: { readonly sql: string }) => this.#note(sql));
    outermost.on('query-error', (error: unknown) => {
      if (/^[0-9A-Z]{5}$/.test(systemCode(error) ?? '')) this.#isAborted = true;
    });
    outermost.executionPromise.then(
      // By default, Knex resolves it after a rollback too.
      () => this.#act(),
      () => undefined,
    );
  }

  add(act: () => void): void {
    this.#steps.push(act);
  }

  #note(sql: string): void {
    const [, verb, name] = savepointStatement.exec(sql)?.map(text => text?.toLowerCase()) ?? [];
    if (verb === undefined) return;
    if (verb === 'savepoint') this.#steps.push(name ?? '');
    // A savepoint that is not known is older than all steps; without a name, it is the transaction.
    const place = this.#steps.lastIndexOf(name ?? '');
    if (verb === 'rollback') {
      this.#steps.length = place + 1;
      this.#isAborted = false;
    }
    if (verb === 'release' && place >= 0)
      this.#steps = this.#steps.filter((step, at) => at < place || typeof step !== 'string');
  }

  #act(): void {
    if (this.#isAborted) return;
    for (const step of this.#steps) if (typeof step !== 'string') step();
  }
}

/** Also those of the caller's own SQL. */
const savepointStatement =
  /^\s*(savepoint|release|rollback)(?:\s+(?:work|transaction))?(?:\s+to)?(?:\s+savepoint)?(?:\s+("[^"]*"|\w+))?\s*;?\s*$/i;

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
