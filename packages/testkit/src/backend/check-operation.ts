import { operationByName } from '@rhdh-boost/kagenti-contract';

/**
 * Refuses a name that no operation of the contract has: a fault or a hold for it would meet nothing,
 * and the test would pass without it.
 *
 * @throws TypeError that names it.
 */
export function checkOperation(operation: string | undefined): void {
  if (operation !== undefined && operationByName(operation) === undefined) {
    throw new TypeError(
      `The contract has no operation "${operation}"; its operations are those of @rhdh-boost/kagenti-contract`,
    );
  }
}
