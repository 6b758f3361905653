import type { OperationHandler, OperationHandlers } from '../operation-handler.ts';
import { agentOperations } from './agents.ts';
import { authOperations } from './auth.ts';
import { buildListOperations } from './build-lists.ts';
import { buildOperations } from './builds.ts';
import { chatOperations } from './chat.ts';
import { configOperations } from './config.ts';
import { contextOperations } from './contexts.ts';
import { dreamOperations } from './dreams.ts';
import { environmentFileOperations } from './environment-files.ts';
import { healthOperations } from './health.ts';
import { identityOperations } from './identity.ts';
import { mcpOperations } from './mcp.ts';
import { migrationOperations } from './migration.ts';
import { namespaceOperations } from './namespaces.ts';
import { simulationOperations } from './simulation.ts';
import { simulationCreationOperations } from './simulation-creation.ts';
import { skillCreationOperations } from './skill-creation.ts';
import { skillSynchronisationOperations } from './skill-synchronisation.ts';
import { skillOperations } from './skills.ts';
import { toolOperations } from './tools.ts';

/** Every operation of the contract. */
export const operationHandlers: OperationHandlers = {
  ...healthOperations,
  ...authOperations,
  ...configOperations,
  ...namespaceOperations,
  ...agentOperations,
  ...identityOperations,
  ...migrationOperations,
  ...environmentFileOperations,
  ...toolOperations,
  ...mcpOperations,
  ...buildOperations,
  ...buildListOperations,
  ...chatOperations,
  ...skillOperations,
  ...skillCreationOperations,
  ...skillSynchronisationOperations,
  ...simulationOperations,
  ...simulationCreationOperations,
  ...contextOperations,
  ...dreamOperations,
};

/** @throws Error for an operation that has no handler: a mistake of the kit, which no request may hide. */
export function handlerOf(operation: string): OperationHandler {
  const handler = operationHandlers[operation];
  if (handler === undefined) {
    throw new Error(`The test kit has no handler of ${operation}`);
  }
  return handler;
}
