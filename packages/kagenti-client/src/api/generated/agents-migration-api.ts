// Generated from Kagenti's contract and scripts/overlay by scripts/generate.ts. Do not edit: change the overlay, and
// run `npm run generate`.
import type { CallOptions } from '../../options/client-options.ts';
import type { KagentiCall } from '../../sending/kagenti-call.ts';
import type {
  MigrateAgentParameters,
  MigrateAllParameters,
  MigrationReport,
  MigrationResult,
} from './agents-migration-types.ts';

/** Migration of agents from Kagenti's former Agent resource to Deployments. */
export interface AgentMigrationApi {
  /**
   * Migrates one agent. Never sent twice. Permission `boost.kagenti.admin`, role operator.
   *
   * @throws KagentiPermissionError if the caller lacks the permission; KagentiHttpError: 400 for an
   * agent without an image, 404 for one that does not exist, 409 if a Deployment of its name
   * exists.
   */
  migrate(parameters: MigrateAgentParameters, options?: CallOptions): KagentiCall<MigrationResult>;
  /**
   * Migrates all agents of a namespace, or, unless `dryRun` is false, reports what that would do.
   * It succeeds even if agents failed: check `failed`. Never sent twice. Permission
   * `boost.kagenti.admin`, role operator.
   *
   * @throws KagentiPermissionError if the caller lacks the permission; KagentiHttpError with the
   * server's status.
   */
  migrateAll(
    parameters?: MigrateAllParameters,
    options?: CallOptions,
  ): KagentiCall<MigrationReport>;
}
