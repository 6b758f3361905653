import { afterCommit, isTransaction } from './caller-transaction.ts';
import type {
  CallScope,
  NewChange,
  OverrideAction,
  OverrideRows,
  OverrideWrite,
} from './override-store.ts';

/** A change that was made and committed: what an auditor needs of it, and no value. */
export interface ConfigChangeEvent {
  /** What was done. */
  readonly action: OverrideAction;
  /** The key that was changed; text that no field has is possible. */
  readonly key: string;
  /** Who asked for it; null where nobody was named. */
  readonly actor: string | null;
  /** The revision after the change, as in the history. */
  readonly revision: string;
  /** Whether the value is a secret. */
  readonly sensitive: boolean;
}

interface ObservedWrite {
  readonly scope: CallScope;
  readonly onChange: (event: ConfigChangeEvent) => void;
}

/**
 * Runs a write, and reports what it has changed once that is committed, in a transaction of the caller when
 * that ends. A write that fails or is rolled back reports nothing.
 */
export async function writeObserved<Result>(
  store: OverrideRows,
  work: (write: OverrideWrite) => Promise<Result>,
  { scope, onChange }: ObservedWrite,
): Promise<Result> {
  let changes: readonly NewChange[] = [];
  const result = await store.write(async write => {
    const value = await work(write);
    changes = write.logged;
    return value;
  }, scope);
  const report = () => {
    for (const { action, key, changedBy: actor, revision, sensitive } of changes)
      onChange({ action, key, actor, revision, sensitive });
  };
  if (isTransaction(scope.transaction)) afterCommit(scope.transaction, report);
  else report();
  return result;
}
