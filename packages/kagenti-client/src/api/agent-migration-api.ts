import { operationMethods } from '../operations/operation-method.ts';
import type { CallOptions } from '../options/client-options.ts';
import type { BoundCore } from '../sending/call-request.ts';
import type { KagentiCall } from '../sending/kagenti-call.ts';
import { agentsMigrationOperations } from './generated/agents-migration-operations.ts';
import type {
  MigrateAgentParameters,
  MigrateAllParameters,
  MigrationReport,
  MigrationResult,
} from './generated/agents-migration-types.ts';

/** Migration of agents from Kagenti's former Agent resource to Deployments. */
export interface AgentMigrationApi {
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
  const method = operationMethods(bound, agentsMigrationOperations);
  return {
    migrate: method('agents.migration.migrate'),
    migrateAll: method('agents.migration.migrateAll'),
  };
}
