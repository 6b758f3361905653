import type { OperationHandlers } from '../operation-handler.ts';
import { agentOperations } from './agents.ts';
import { authOperations } from './auth.ts';
import { buildListOperations } from './build-lists.ts';
import { buildOperations } from './builds.ts';
import { chatOperations } from './chat.ts';
import { configOperations } from './config.ts';
import { environmentFileOperations } from './environment-files.ts';
import { healthOperations } from './health.ts';
import { identityOperations } from './identity.ts';
import { mcpOperations } from './mcp.ts';
import { migrationOperations } from './migration.ts';
import { namespaceOperations } from './namespaces.ts';
import { skillCreationOperations } from './skill-creation.ts';
import { skillSynchronisationOperations } from './skill-synchronisation.ts';
import { skillOperations } from './skills.ts';
import { toolOperations } from './tools.ts';

/** Every operation that the backend answers; the contract's other ones get 501. */
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
};
