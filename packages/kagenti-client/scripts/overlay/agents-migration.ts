import {
  always,
  flag,
  type GroupOverlay,
  integer,
  list,
  sometimes,
  text,
  type,
} from './overlay.ts';

const items = list(type('MigrationReportItem'));

export const agentsMigration: GroupOverlay = {
  api: {
    name: 'AgentMigrationApi',
    about: "Migration of agents from Kagenti's former Agent resource to Deployments.",
  },
  operations: {
    'agents.migration.migrate': {
      about: 'Migrates one agent.',
      throws: [
        'KagentiHttpError: 400 for an agent without an image, 404 for one that does not exist, 409 if a Deployment of its name exists',
      ],
      parameters: 'MigrateAgentParameters',
    },
    'agents.migration.migrateAll': {
      about:
        'Migrates all agents of a namespace, or, unless `dryRun` is false, reports what that would do. It succeeds even if agents failed: check `failed`.',
      parameters: 'MigrateAllParameters',
      answer: 'MigrationReport',
    },
  },
  types: {
    MigrateAgentParameters: {
      about: 'Parameters of `agents.migration.migrate`.',
      extends: 'AgentParameters',
      fields: { deleteOld: 'Delete the former resource.' },
    },
    MigrateAllParameters: {
      about: 'Parameters of `agents.migration.migrateAll`.',
      fields: {
        namespace: 'Namespace of the agents.',
        deleteOld: 'Delete the former resources.',
        dryRun: 'Only report what would be done.',
      },
    },
    MigrationResult: {
      about: 'Result of a migration.',
      of: ['MigrateAgentResponse'],
      fields: {
        migrated: 'True when the agent was migrated by this call.',
        deployment_created: 'True when a Deployment was created.',
        service_created: 'True when a Service was created.',
        agent_crd_deleted: 'True when the former resource was deleted.',
      },
    },
    MigrationReportItem: {
      about: 'One agent in the report of `agents.migration.migrateAll`.',
      fields: {
        name: always(text, 'Its name.'),
        status: sometimes(
          text,
          'For a migrated one: `migrated`, or `would be migrated (dry-run)`.',
        ),
        message: sometimes(text, 'For a migrated one: what was done.'),
        reason: sometimes(text, 'For a skipped one: why.'),
        error: sometimes(text, 'For a failed one: why.'),
      },
    },
    MigrationReport: {
      about:
        'Result of a migration of all agents, or of a dry run; the contract leaves its shape open.',
      fields: {
        namespace: always(text, 'Namespace of the agents.'),
        dry_run: always(flag, 'True when nothing was changed.'),
        delete_old: always(flag, 'True when former resources were to be deleted.'),
        total_agents: always(integer, 'How many agents of the former kind existed.'),
        already_migrated: always(integer, 'How many of them had a Deployment.'),
        to_migrate: always(integer, 'How many were to be migrated.'),
        migrated: always(items, 'Those that were migrated, or would be.'),
        skipped: always(items, 'Those that were left alone.'),
        failed: always(items, 'Those that could not be migrated.'),
      },
    },
  },
};
