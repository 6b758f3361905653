// Generated from Kagenti's contract and scripts/overlay by scripts/generate.ts. Do not edit: change the overlay, and
// run `npm run generate`.

import { names } from '../../operations/names.ts';
import { type DescriptorTable, describeOperation } from '../../operations/operation-descriptor.ts';
import { inBody, inPath, inQuery } from '../../operations/parameter-place.ts';
import { fields, flag, integer, list, optional, required, text } from '../../shapes/shape.ts';
import type {
  MigrateAgentParameters,
  MigrateAllParameters,
  MigrationReport,
  MigrationReportItem,
  MigrationResult,
} from './agents-migration-types.ts';

const migrationResultShape = fields<MigrationResult>({
  success: required(flag),
  migrated: required(flag),
  name: required(text),
  namespace: required(text),
  message: required(text),
  deployment_created: optional(flag),
  service_created: optional(flag),
  agent_crd_deleted: optional(flag),
});

const migrationReportItemShape = fields<MigrationReportItem>({
  name: required(text),
  status: optional(text),
  message: optional(text),
  reason: optional(text),
  error: optional(text),
});

const migrationReportShape = fields<MigrationReport>({
  namespace: required(text),
  dry_run: required(flag),
  delete_old: required(flag),
  total_agents: required(integer),
  already_migrated: required(integer),
  to_migrate: required(integer),
  migrated: required(list(migrationReportItemShape)),
  skipped: required(list(migrationReportItemShape)),
  failed: required(list(migrationReportItemShape)),
});

/** What the client knows of `agents.migration.*`. */
export const agentsMigrationOperations = {
  'agents.migration.migrate': describeOperation<MigrateAgentParameters, MigrationResult>({
    parameters: {
      namespace: inPath(required(names.namespace)),
      name: inPath(required(names.agent)),
      deleteOld: inBody(optional(flag, 'delete_old')),
    },
    answer: { shape: migrationResultShape },
  }),
  'agents.migration.migrateAll': describeOperation<MigrateAllParameters, MigrationReport>({
    parameters: {
      namespace: inQuery(optional(names.namespace)),
      deleteOld: inQuery(optional(flag, 'delete_old')),
      dryRun: inQuery(optional(flag, 'dry_run')),
    },
    defaultNamespace: 'default',
    answer: { shape: migrationReportShape },
  }),
} satisfies DescriptorTable;
