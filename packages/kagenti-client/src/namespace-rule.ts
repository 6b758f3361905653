import type { OperationName } from '@rhdh-boost/kagenti-contract';
import { KagentiError } from './errors/kagenti-error.ts';

/** What Kagenti takes where a list names no namespace. */
export const defaultNamespace = 'default';

/** Refuses a namespace that is not in the list; without a list all are taken. */
export function checkNamespace(
  operation: OperationName,
  namespace: string | undefined,
  allowed: ReadonlySet<string> | undefined,
): void {
  if (namespace === undefined || allowed === undefined || allowed.has(namespace)) return;
  throw new KagentiError(
    `Kagenti ${operation} refused: its namespace is not one of those that this client may use ` +
      `(${[...allowed].join(', ')}; boost.providers.kagenti.namespaces).`,
    { code: 'namespace_refused', operation },
  );
}
