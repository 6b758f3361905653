import { nearestName } from '@rhdh-boost/internal/nearest-name';
import { operationByName, operations } from '@rhdh-boost/kagenti-contract';

/**
 * Refuses a name that no operation of the contract has: a fault or a hold for it would meet nothing,
 * and the test would pass without it.
 *
 * @throws TypeError that names it.
 */
export function checkOperation(operation: string | undefined): void {
  if (operation !== undefined && operationByName(operation) === undefined) {
    const meant = nearestName(
      operation,
      operations.map(row => row.operation),
    );
    const remedy =
      meant === undefined
        ? 'Use a name of operations in @rhdh-boost/kagenti-contract.'
        : `Did you mean "${meant}"?`;
    throw new TypeError(`The contract has no operation "${operation}". ${remedy}`);
  }
}
