import type { Operation, OperationRow } from './operation.ts';
import type { OperationName } from './operation-name.ts';
import { agentsOperations } from './operations/agents.ts';
import { chatOperations } from './operations/chat.ts';
import { contextsOperations } from './operations/contexts.ts';
import { dreamsOperations } from './operations/dreams.ts';
import { platformOperations } from './operations/platform.ts';
import { simulationOperations } from './operations/simulation.ts';
import { skillsOperations } from './operations/skills.ts';
import { toolsOperations } from './operations/tools.ts';

/** Typed by the union of names, so that the compiler finds a name without a row. */
const rows: Readonly<Record<OperationName, OperationRow>> = {
  ...platformOperations,
  ...agentsOperations,
  ...toolsOperations,
  ...chatOperations,
  ...skillsOperations,
  ...contextsOperations,
  ...simulationOperations,
  ...dreamsOperations,
};

/** A loop over the keys keeps their type, which `Object.entries` loses. */
function listOperations<Name extends OperationName>(
  table: Readonly<Record<Name, OperationRow>>,
): readonly Operation[] {
  const list: Operation[] = [];
  for (const operation in table) {
    list.push(Object.freeze({ operation, ...table[operation] }));
  }
  return Object.freeze(list);
}

/**
 * Every operation of the Kagenti API. Rows and list are frozen: permissions are read from here, so
 * that nobody may loosen one at run time.
 */
export const operations: readonly Operation[] = listOperations(rows);

const byName: ReadonlyMap<string, Operation> = new Map(
  operations.map(operation => [operation.operation, operation]),
);

/**
 * The operation of that name.
 *
 * @param name - A name of the table.
 * @returns The row.
 */
export function operationByName(name: OperationName): Operation;
/**
 * The operation of that name, if there is one.
 *
 * @param name - Any string.
 * @returns The row; for a name that is not in the table, undefined.
 */
export function operationByName(name: string): Operation | undefined;
export function operationByName(name: string): Operation | undefined {
  return byName.get(name);
}
