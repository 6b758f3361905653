import { KagentiContractError } from '../errors/contract-error.ts';
import { isRecord } from '../is-record.ts';
import type { CalledName } from '../sending/called-operation.ts';
import type { KagentiCall, KagentiResponse } from '../sending/kagenti-call.ts';

/**
 * The answer of a look, whose data is an object by the contract. Where validation only reports, or is off,
 * what is none comes through, and nothing can be read of it.
 *
 * @throws KagentiContractError, and what the call throws.
 */
export async function readableAnswer<T>(
  operation: CalledName,
  call: KagentiCall<T>,
): Promise<KagentiResponse<T>> {
  const answer = await call.withResponse();
  if (isRecord(answer.data)) return answer;
  const issues = [{ path: '', code: 'invalid_type' }];
  throw new KagentiContractError(operation, issues, answer.attempts);
}
