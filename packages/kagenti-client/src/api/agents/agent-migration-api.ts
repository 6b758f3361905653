import { operationMethods } from '../../operations/operation-method.ts';
import type { CallOptions } from '../../options/client-options.ts';
import type { BoundCore } from '../../sending/json-call.ts';
import type { KagentiCall } from '../../sending/kagenti-call.ts';
import type {
  MigratableAgents,
  MigrationReport,
  MigrationResult,
} from './agent-migration-answers.ts';
import { agentMigrationOperations } from './agent-migration-operations.ts';
import type {
  MigratableAgentsParameters,
  MigrateAgentParameters,
  MigrateAllParameters,
} from './agent-migration-parameters.ts';

/** Migration of agents from Kagenti's former Agent resource to Deployments. */
export interface AgentMigrationApi {
  /**
   * Lists agents of the former kind. The backend of November 2026 never comes to it: it takes the path
   * for the agent `migratable` of the namespace `migration`, and answers 404. A dry run of `migrateAll`
   * tells the same. Permission `boost.kagenti.admin`, role viewer.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiHttpError with the server's status.
   */
  list(
    parameters?: MigratableAgentsParameters,
    options?: CallOptions,
  ): KagentiCall<MigratableAgents>;
  /**
   * Migrates one agent. Never sent twice. Permission `boost.kagenti.admin`, role operator.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiHttpError: 400 for one without an image,
   * 404 for one that does not exist, 409 when a Deployment of its name is there.
   */
  migrate(parameters: MigrateAgentParameters, options?: CallOptions): KagentiCall<MigrationResult>;
  /**
   * Migrates all agents of a namespace, or, unless `dryRun` is false, tells what that would do. It
   * succeeds even where agents failed: look at `failed`. Never sent twice. Permission
   * `boost.kagenti.admin`, role operator.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiHttpError with the server's status.
   */
  migrateAll(
    parameters?: MigrateAllParameters,
    options?: CallOptions,
  ): KagentiCall<MigrationReport>;
}

/** Binds the operations to a caller. */
export function agentMigrationApi(bound: BoundCore): AgentMigrationApi {
  const method = operationMethods(bound, agentMigrationOperations);
  return {
    list: method('agents.migration.list'),
    migrate: method('agents.migration.migrate'),
    migrateAll: method('agents.migration.migrateAll'),
  };
}
