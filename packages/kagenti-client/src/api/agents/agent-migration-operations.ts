import { names } from '../../operations/names.ts';
import { type DescriptorTable, describeOperation } from '../../operations/operation-descriptor.ts';
import { inBody, inPath, inQuery } from '../../operations/parameter-place.ts';
import { fields, flag, integer, list, map, optional, required, text } from '../../shapes/shape.ts';
import { resultMembers } from '../common/resource-shapes.ts';
import type {
  MigratableAgent,
  MigratableAgents,
  MigrationReport,
  MigrationReportItem,
  MigrationResult,
} from './agent-migration-answers.ts';
import type {
  MigratableAgentsParameters,
  MigrateAgentParameters,
  MigrateAllParameters,
} from './agent-migration-parameters.ts';

const migratableAgent = fields<MigratableAgent>({
  name: required(text),
  namespace: required(text),
  status: required(text),
  has_deployment: required(flag),
  labels: required(map(text)),
  description: optional(text),
});

const reportItems = list(
  fields<MigrationReportItem>({
    name: required(text),
    status: optional(text),
    message: optional(text),
    reason: optional(text),
    error: optional(text),
  }),
);

export const agentMigrationOperations = {
  'agents.migration.list': describeOperation<MigratableAgentsParameters, MigratableAgents>({
    parameters: { namespace: inQuery(optional(names.namespace)) },
    defaultNamespace: 'default',
    answer: {
      shape: fields<MigratableAgents>({
        agents: required(list(migratableAgent)),
        total: required(integer),
        already_migrated: required(integer),
      }),
      listKey: 'agents',
    },
  }),
  'agents.migration.migrate': describeOperation<MigrateAgentParameters, MigrationResult>({
    parameters: {
      namespace: inPath(required(names.namespace)),
      name: inPath(required(names.agent)),
      deleteOld: inBody(optional(flag, 'delete_old')),
    },
    answer: {
      shape: fields<MigrationResult>({
        ...resultMembers,
        migrated: required(flag),
        deployment_created: optional(flag),
        service_created: optional(flag),
        agent_crd_deleted: optional(flag),
      }),
    },
  }),
  'agents.migration.migrateAll': describeOperation<MigrateAllParameters, MigrationReport>({
    parameters: {
      namespace: inQuery(optional(names.namespace)),
      deleteOld: inQuery(optional(flag, 'delete_old')),
      dryRun: inQuery(optional(flag, 'dry_run')),
    },
    defaultNamespace: 'default',
    answer: {
      shape: fields<MigrationReport>({
        namespace: required(text),
        dry_run: required(flag),
        delete_old: required(flag),
        total_agents: required(integer),
        already_migrated: required(integer),
        to_migrate: required(integer),
        migrated: required(reportItems),
        skipped: required(reportItems),
        failed: required(reportItems),
      }),
    },
  }),
} satisfies DescriptorTable;
