import { KagentiError } from '../errors/kagenti-error.ts';
import type { CalledName } from '../sending/called-operation.ts';

/** Stands for every namespace at once; no namespace can have that name. */
export const everyNamespace = '*';

/** Refuses a namespace that is not in the list; without a list all are taken. */
export function checkNamespace(
  operation: CalledName,
  namespace: string | undefined,
  allowed: ReadonlySet<string> | undefined,
): void {
  if (namespace === undefined || allowed === undefined || allowed.has(namespace)) return;
  const problem =
    namespace === everyNamespace
      ? 'it reaches every namespace, and this client may use some only'
      : 'its namespace is not one of those that this client may use';
  throw new KagentiError(
    `Kagenti ${operation} refused: ${problem} (${[...allowed].join(', ')}; boost.providers.kagenti.namespaces).`,
    { code: 'namespace_refused', operation },
  );
}
