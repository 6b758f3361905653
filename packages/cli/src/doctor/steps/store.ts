import type { Finding, Step, StepContext, StepOutcome } from '../step.ts';
import type { CacheServer, RedisSettings } from '../store/cache-settings.ts';
import { readCacheSettings } from '../store/cache-settings.ts';

const secretKey = 'boost.encryptionSecret';

/** Whether replicas can share tokens through Backstage's cache, and do so under one secret. */
export const storeStep: Step = {
  id: 'store',
  title: 'Shared store',
  needs: ['configuration'],
  timeoutMs: 25_000,
  async run(context) {
    const settings = readCacheSettings(context.configuration);
    switch (settings.kind) {
      case 'unset':
        return {
          skipped: 'backend.cache is not set in these files, so replicas share no token',
        };
      case 'memory':
        return {
          summary:
            'backend.cache.store is memory: each replica gets its own token from Keycloak, which is fine for a few',
          details: { store: 'memory', isShared: false },
        };
      case 'invalid':
        return { summary: 'backend.cache', findings: [settings.finding] };
      case 'redis':
      case 'valkey':
        return examineServers(settings, context);
      default:
        return reachServers(settings.kind, settings.servers, context);
    }
  },
};

async function examineServers(settings: RedisSettings, context: StepContext): Promise<StepOutcome> {
  const { examineRedis, findPrimary, redisFailure, withRedis } = await import(
    '../store/redis-cache.ts'
  );
  const { kind, servers } = settings;
  const summary = `${kind} at ${servers.map(({ name }) => name).join(', ')}`;
  const failures: Finding[] = [];
  for (const server of servers) {
    context.progress(`connecting to ${server.name}`);
    let primary: string | undefined;
    try {
      return await withRedis(server, context.signal, async send => {
        const examination = examineRedis(send, settings).catch(async (error: unknown) => {
          primary = await findPrimary(send, error);
          throw error;
        });
        const { findings, hasLease } = await examination;
        const isOtherKey =
          findings.some(({ severity }) => severity === 'error') || context.facts.token === undefined
            ? undefined
            : await compareKeys(send, context);
        const all = [
          ...failures.map(finding => ({ ...finding, severity: 'warning' }) as const),
          ...withSource(findings, context),
          ...secretFindings(context),
          ...(isOtherKey === true ? [otherSecret(context)] : []),
        ];
        return {
          summary,
          findings: all,
          details: {
            store: kind,
            servers: servers.map(({ name }) => name),
            isShared: context.configuration.get(secretKey) !== undefined,
            hasLease,
            ...(isOtherKey !== undefined && { sameSecret: !isOtherKey }),
          },
        };
      });
    } catch (error) {
      failures.push(...withSource([redisFailure(error, server, kind, primary)], context));
    }
  }
  return { summary, findings: failures, details: { store: kind } };
}

async function compareKeys(
  send: (...words: string[]) => Promise<unknown>,
  { configuration, signal, progress }: StepContext,
): Promise<boolean | undefined> {
  if (configuration.get(secretKey) === undefined) return undefined;
  progress('comparing the secrets of the replicas');
  const { findOtherKey } = await import('../store/shared-key.ts');
  return findOtherKey(configuration, send, signal);
}

async function reachServers(
  kind: 'memcache' | 'infinispan',
  servers: readonly CacheServer[],
  context: StepContext,
): Promise<StepOutcome> {
  const { reach } = await import('../store/tcp-server.ts');
  const { connectionFailure } = await import('../connection-failure.ts');
  const findings: Finding[] = [];
  for (const server of servers) {
    context.progress(`connecting to ${server.name}`);
    try {
      await reach(server, context.signal);
    } catch (error) {
      const { text, remedy } = connectionFailure(error) ?? {
        text: 'cannot be reached',
        remedy: 'Check that host and port are right.',
      };
      const message = `${kind} at ${server.name}, from backend.cache, ${text}.`;
      findings.push({
        severity: 'error',
        code: 'store_unreachable',
        message,
        remedy,
        isTemporary: true,
      });
    }
  }
  return {
    summary: `${kind} at ${servers.map(({ name }) => name).join(', ')}`,
    findings: [...withSource(findings, context), ...secretFindings(context)],
    details: { store: kind, servers: servers.map(({ name }) => name) },
  };
}

function withSource(findings: readonly Finding[], { configuration }: StepContext): Finding[] {
  const source =
    configuration.sourceOf('backend.cache.connection') ?? configuration.sourceOf('backend.cache');
  return findings.map(finding => ({ source, ...finding }));
}

/** A secret that is too short is a mistake that the step `configuration` finds. */
function secretFindings({ configuration }: StepContext): Finding[] {
  if (configuration.get(secretKey) !== undefined) return [];
  return [
    {
      severity: 'warning',
      code: 'no_encryption_secret',
      message: `${secretKey} is not set, so replicas do not share tokens through this cache: others may read it.`,
      remedy: `Set ${secretKey} to a random text, the same for all replicas.`,
      commands: ['openssl rand -base64 32'],
    },
  ];
}

function otherSecret({ configuration }: StepContext): Finding {
  return {
    severity: 'error',
    code: 'other_encryption_secret',
    message: `Another replica shares tokens of this account under another ${secretKey}: the two share nothing, and cannot read each other's secrets and chat sessions.`,
    remedy: `Give all replicas the same ${secretKey}. If you changed it within the last hour, restart the replicas that have the previous one, and run the doctor again in an hour.`,
    source: configuration.sourceOf(secretKey),
  };
}
