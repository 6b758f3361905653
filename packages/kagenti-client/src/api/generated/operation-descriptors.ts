// Generated from Kagenti's contract and scripts/overlay by scripts/generate.ts. Do not edit: change the overlay, and
// run `npm run generate`.
import type { OperationName } from '@rhdh-boost/kagenti-contract';
import type { DescriptorData } from '../../operations/operation-descriptor.ts';
import { agentsBuildsOperations } from './agents-builds-operations.ts';
import { agentsIdentityOperations } from './agents-identity-operations.ts';
import { agentsMigrationOperations } from './agents-migration-operations.ts';
import { agentsOperations } from './agents-operations.ts';
import { authOperations } from './auth-operations.ts';
import { buildsOperations } from './builds-operations.ts';
import { chatOperations } from './chat-operations.ts';
import { configOperations } from './config-operations.ts';
import { contextsOperations } from './contexts-operations.ts';
import { dreamsOperations } from './dreams-operations.ts';
import { healthOperations } from './health-operations.ts';
import { namespacesOperations } from './namespaces-operations.ts';
import { simulationOperations } from './simulation-operations.ts';
import { skillsAutosyncOperations } from './skills-autosync-operations.ts';
import { skillsOperations } from './skills-operations.ts';
import { toolsBuildsOperations } from './tools-builds-operations.ts';
import { toolsOperations } from './tools-operations.ts';

/** What the client knows of every operation; the compiler finds a name of the contract that is missing. */
export const operationDescriptors: Readonly<Record<OperationName, DescriptorData>> = {
  ...healthOperations,
  ...authOperations,
  ...namespacesOperations,
  ...configOperations,
  ...buildsOperations,
  ...agentsOperations,
  ...agentsMigrationOperations,
  ...agentsBuildsOperations,
  ...agentsIdentityOperations,
  ...toolsOperations,
  ...toolsBuildsOperations,
  ...chatOperations,
  ...skillsOperations,
  ...skillsAutosyncOperations,
  ...contextsOperations,
  ...simulationOperations,
  ...dreamsOperations,
};
