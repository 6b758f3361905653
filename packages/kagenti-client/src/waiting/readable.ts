import { KagentiContractError } from '../errors/contract-error.ts';
import { isRecord } from '../is-record.ts';
import type { Attempt } from '../sending/attempt.ts';
import type { CalledName } from '../sending/called-operation.ts';

/**
 * The answer of a look, which is an object by the contract. Where validation only reports, or is off, what is
 * none comes through, and nothing can be read of it.
 *
 * @throws KagentiContractError
 */
export function readable<T>(operation: CalledName, data: T, attempts: readonly Attempt[]): T {
  if (isRecord(data)) return data;
  throw new KagentiContractError(operation, [{ path: '', code: 'invalid_type' }], attempts);
}
