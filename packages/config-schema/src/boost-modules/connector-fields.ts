import { z } from 'zod';
import type { ConfigFieldMeta, ConfigFields } from '../field.ts';
import { cronExpression, cronExpressionRules } from './cron-expression.ts';
import { httpsEndpoint, httpsEndpointRules } from './https-endpoint.ts';

/** A day; for longer intervals use a cron expression. */
const longestIntervalMs = 86_400_000;
/** Five minutes. */
const longestConnectionMs = 300_000;
const largestBatch = 10_000;

/** What only some connectors have. */
interface ConnectorParts {
  /** Whether the schedule may be a cron expression. */
  readonly hasCron?: boolean;
  /** Whether the timeout of the connection can be set. */
  readonly hasTimeout?: boolean;
}

/** What all fields of a connector that an administrator may change have in common. */
const overridable = {
  configScope: 'db-overridable',
  visibility: 'backend',
  since: 1,
} as const satisfies Partial<ConfigFieldMeta>;

/** The field with the version under which a connector's values were stored. */
export function versionKey(name: string): string {
  return `boost.connectors.${name}.__schemaVersion`;
}

/** The fields of one connector. */
export function connectorFields(
  name: string,
  title: string,
  { hasCron = false, hasTimeout = false }: ConnectorParts = {},
): ConfigFields {
  const section = `boost.connectors.${name}`;
  return {
    [versionKey(name)]: {
      schema: z.int().positive().optional(),
      configScope: 'db-only',
      description: `The version under which the values of the ${title} connector were stored.`,
      visibility: 'backend',
      since: 1,
      examples: [1],
    },
    [`${section}.enabled`]: {
      ...overridable,
      schema: z.boolean().optional(),
      description: `Whether the ${title} connector runs.`,
      examples: [true],
    },
    [`${section}.endpoint`]: {
      ...overridable,
      schema: httpsEndpoint.optional(),
      rules: httpsEndpointRules,
      description: `The URL of ${title}. https, because a credential is sent there.`,
      examples: [`https://${name}.example.com`],
    },
    [`${section}.schedule.intervalMs`]: {
      ...overridable,
      schema: z.int().positive().max(longestIntervalMs).optional(),
      description: `Milliseconds between two runs of the ${title} connector.`,
      defaultValue: 300_000,
      examples: [600_000],
    },
    ...(hasCron ? { [`${section}.schedule.cron`]: cronField(title) } : {}),
    [`${section}.batchSize`]: {
      ...overridable,
      schema: z.int().positive().max(largestBatch).optional(),
      description: `How many items the ${title} connector requests at a time.`,
      defaultValue: 100,
      examples: [500],
    },
    ...(hasTimeout ? { [`${section}.timeout.connectionMs`]: timeoutField(title) } : {}),
  };
}

function cronField(title: string): ConfigFieldMeta {
  return {
    ...overridable,
    schema: cronExpression.optional(),
    rules: cronExpressionRules,
    description: `When the ${title} connector runs, as a cron expression of five fields.`,
    examples: ['0 3 * * 1-5'],
  };
}

function timeoutField(title: string): ConfigFieldMeta {
  return {
    ...overridable,
    schema: z.int().positive().max(longestConnectionMs).optional(),
    description: `Timeout for opening a connection to ${title}, in milliseconds.`,
    defaultValue: 30_000,
    examples: [10_000],
  };
}
