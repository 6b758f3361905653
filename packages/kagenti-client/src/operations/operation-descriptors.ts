import type { OperationName } from '@rhdh-boost/kagenti-contract';
import { agentBuildsOperations } from '../api/agents/agent-builds-operations.ts';
import { agentIdentityOperations } from '../api/agents/agent-identity-operations.ts';
import { agentMigrationOperations } from '../api/agents/agent-migration-operations.ts';
import { agentsOperations } from '../api/agents/agents-operations.ts';
import { authOperations } from '../api/auth/auth-operations.ts';
import { buildsOperations } from '../api/builds/builds-operations.ts';
import { chatOperations } from '../api/chat/chat-operations.ts';
import { configOperations } from '../api/config/config-operations.ts';
import { healthOperations } from '../api/health/health-operations.ts';
import { namespacesOperations } from '../api/namespaces/namespaces-operations.ts';
import { simulationOperations } from '../api/simulation/simulation-operations.ts';
import { autosyncOperations } from '../api/skills/autosync-operations.ts';
import { skillsOperations } from '../api/skills/skills-operations.ts';
import { toolBuildsOperations } from '../api/tools/tool-builds-operations.ts';
import { toolsOperations } from '../api/tools/tools-operations.ts';
import type { DescriptorData } from './operation-descriptor.ts';

/** What the client knows of every operation; the compiler finds a name of the contract that is missing. */
export const operationDescriptors: Readonly<Record<OperationName, DescriptorData>> = {
  ...healthOperations,
  ...authOperations,
  ...namespacesOperations,
  ...agentsOperations,
  ...agentBuildsOperations,
  ...agentIdentityOperations,
  ...agentMigrationOperations,
  ...toolsOperations,
  ...toolBuildsOperations,
  ...configOperations,
  ...chatOperations,
  ...buildsOperations,
  ...skillsOperations,
  ...autosyncOperations,
  ...simulationOperations,
};
