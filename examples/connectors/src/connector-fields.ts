import type { ConfigFieldMeta, ConfigFields } from '@rhdh-boost/config-schema';
import { z } from 'zod';
import { cronExpression } from './cron-expression.ts';
import { httpsEndpoint } from './https-endpoint.ts';

/** A day: whoever wants to ingest more rarely has a cron expression. */
const longestIntervalMs = 86_400_000;
/** Five minutes: a connection that is not there by then does not come. */
const longestConnectionMs = 300_000;
const largestBatch = 10_000;

/** What only some connectors have. */
interface ConnectorParts {
  /** Whether the schedule may be a cron expression. */
  readonly hasCron?: boolean;
  /** Whether the connection has a timeout of its own. */
  readonly hasTimeout?: boolean;
}

/** What all fields of a connector that an administrator may change have in common. */
const overridable = {
  configScope: 'db-overridable',
  visibility: 'backend',
  since: 1,
} as const satisfies Partial<ConfigFieldMeta>;

/** The field that holds the version under which a connector's values were stored. */
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
      schema: z.number().int().positive().optional(),
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
      description: `Where ${title} is served. https, because a credential is sent there.`,
      examples: [`https://${name}.example.com`],
    },
    [`${section}.schedule.intervalMs`]: {
      ...overridable,
      schema: z.number().int().positive().max(longestIntervalMs).optional(),
      description: `How many milliseconds lie between two runs of the ${title} connector.`,
      defaultValue: 300_000,
      examples: [600_000],
    },
    ...(hasCron ? { [`${section}.schedule.cron`]: cronField(title) } : {}),
    [`${section}.batchSize`]: {
      ...overridable,
      schema: z.number().int().positive().max(largestBatch).optional(),
      description: `How many items the ${title} connector asks for at once.`,
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
    description: `When the ${title} connector runs, as a cron expression of five fields.`,
    examples: ['0 3 * * 1-5'],
  };
}

function timeoutField(title: string): ConfigFieldMeta {
  return {
    ...overridable,
    schema: z.number().int().positive().max(longestConnectionMs).optional(),
    description: `How many milliseconds a connection to ${title} may take to open.`,
    defaultValue: 30_000,
    examples: [10_000],
  };
}
