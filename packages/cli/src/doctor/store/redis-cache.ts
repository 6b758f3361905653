import { randomUUID } from 'node:crypto';
import { createClient } from '@redis/client';
import { isError } from '@rhdh-boost/internal/error-name';
import { connectionFailure } from '../connection-failure.ts';
import { shellWords } from '../kcadm.ts';
import { hostOf } from '../servers.ts';
import type { Finding } from '../step.ts';
import type { RedisSettings } from './cache-settings.ts';

/** Sends one command, given as its words. */
export type SendCommand = (...words: string[]) => Promise<unknown>;

/** What was found out about Redis or Valkey. */
export interface RedisExamination {
  /** What is wrong. */
  readonly findings: readonly Finding[];
  /** Whether leases of `createRedisTokenStore` work, too. */
  readonly hasLease: boolean;
}

/** For the connection, and for each answer. */
const timeoutMs = 6000;

/**
 * Connects to Redis or Valkey, works with it, and disconnects.
 *
 * @param server - where it is, with its options
 * @param signal - ends it early
 * @param work - what to do while connected
 * @throws what the client or the server reports
 */
export async function withRedis<Result>(
  server: RedisSettings['servers'][number],
  signal: AbortSignal,
  work: (send: SendCommand) => Promise<Result>,
): Promise<Result> {
  const { socket }: { readonly socket?: unknown } = server.options;
  const client = createClient({
    // As the client of Backstage's cache. RESP 3 begins with HELLO, which proxies and Redis before 6 do not know.
    RESP: 2,
    ...server.options,
    url: server.url,
    socket: {
      ...Object(socket),
      connectTimeout: timeoutMs,
      socketTimeout: timeoutMs,
      reconnectStrategy: false,
    },
    disableOfflineQueue: true,
  });
  const end = () => {
    if (client.isOpen) client.destroy();
  };
  signal.addEventListener('abort', end);
  // Without a listener an error would end the process. `connect` and each command reject with it.
  client.on('error', () => {});
  try {
    await client.connect();
    return await work((...words) => client.sendCommand(words));
  } finally {
    signal.removeEventListener('abort', end);
    end();
  }
}

/**
 * Tries the commands that shared tokens need, in a form that changes nothing: on keys that do not exist, and `SET`
 * only over an existing key. So it also works for a user who may not ask for permissions.
 *
 * @param send - sends commands
 * @param settings - which keys the cache uses
 */
export async function examineRedis(
  send: SendCommand,
  settings: RedisSettings,
): Promise<RedisExamination> {
  const cacheKey = `${settings.keyPrefix}${randomUUID()}`;
  const leaseKey = `boost-token:${randomUUID()}`;
  const ofCache = await tryCommands(send, [
    ['GET', cacheKey],
    ['SET', cacheKey, '', 'XX', 'PX', '1000'],
  ]);
  const ofLease = await tryCommands(send, [
    ['GET', leaseKey],
    ['SET', leaseKey, '', 'XX', 'PX', '1000'],
    ['PTTL', leaseKey],
    ['DEL', leaseKey],
    ['EVAL', 'return 1', '1', leaseKey],
  ]);
  const findings: Finding[] = [];
  if (ofCache.refused.length > 0) {
    const user = await userName(send);
    findings.push({
      severity: 'error',
      code: 'no_permission',
      message: `The user ${user} of ${settings.kind} may not use ${listed(ofCache)} on keys that begin with ${settings.keyPrefix}, so replicas share no token.`,
      remedy: allowRemedy,
      commands: [
        allow(settings, user, ofCache, settings.keyPrefix),
        ...(ofLease.refused.length > 0 ? [allow(settings, user, ofLease, 'boost-token')] : []),
      ],
    });
  } else if (ofLease.refused.length > 0) {
    const user = await userName(send);
    findings.push({
      severity: 'warning',
      code: 'no_lease_permission',
      message: `The user ${user} of ${settings.kind} may not use ${listed(ofLease)} on keys that begin with boost-token. Tokens are shared through Backstage's cache, but createRedisTokenStore, with which one replica renews for all, does not work.`,
      remedy: allowRemedy,
      commands: [allow(settings, user, ofLease, 'boost-token')],
    });
  }
  return { findings, hasLease: ofLease.refused.length === 0 };
}

const allowRemedy =
  'Let an administrator of the server allow the commands on these keys, also in its configuration, because a restart loses what ACL SETUSER sets.';

/** What a user may not do. */
interface Refusals {
  /** The commands, or those that were refused because of their key. */
  readonly refused: readonly string[];
  /** Whether a command was refused because of its key, or none shows that the user may use the key. */
  readonly needsKeys: boolean;
}

/** Tries commands on one key. Any other error than a missing permission is thrown. */
async function tryCommands(
  send: SendCommand,
  commands: readonly (readonly [name: string, ...words: string[]])[],
): Promise<Refusals> {
  const refused: string[] = [];
  let isKeyRefused = false;
  for (const [name, ...words] of commands) {
    try {
      await send(name, ...words);
    } catch (error) {
      const code = replyCode(error);
      // Another node of the cluster has the key: this one checks the permission first.
      if (code === 'MOVED' || code === 'ASK') continue;
      if (code !== 'NOPERM') throw error;
      refused.push(name);
      isKeyRefused ||= isError(error) && /access .*\bkeys?\b/.test(error.message);
    }
  }
  return { refused, needsKeys: isKeyRefused || refused.length === commands.length };
}

async function userName(send: SendCommand): Promise<string> {
  try {
    const name = await send('ACL', 'WHOAMI');
    return typeof name === 'string' ? name : 'default';
  } catch {
    return 'of the connection';
  }
}

/** Redis refuses a pattern for a user who may use all keys. */
function allow(
  { servers }: RedisSettings,
  user: string,
  { refused, needsKeys }: Refusals,
  prefix: string,
): string {
  // A name in Redis contains no space; the message describes the user then.
  const name = user.includes(' ') ? 'USER' : user;
  const words = [name, ...refused.map(command => `+${command.toLowerCase()}`)];
  if (needsKeys) words.push(`~${prefix}*`);
  const options = connectionOptions(servers[0]?.url ?? '');
  return `redis-cli ${shellWords([...options, 'ACL', 'SETUSER', ...words])}`;
}

/** How `redis-cli` reaches the server, as its administrator: without the user and the password of the connection. */
function connectionOptions(url: string): string[] {
  if (!URL.canParse(url)) return [];
  const address = new URL(url);
  const { protocol, port } = address;
  return [
    '-h',
    hostOf(address),
    '-p',
    port || '6379',
    ...(protocol === 'rediss:' ? ['--tls'] : []),
  ];
}

function listed({ refused }: Refusals): string {
  return new Intl.ListFormat('en').format(refused);
}

/** The first word of an error of the server, which is its code. The rest of the message may quote something. */
function replyCode(error: unknown): string | undefined {
  return isError(error) ? /^[A-Z]{2,20}(?= |$)/.exec(error.message)?.[0] : undefined;
}

/**
 * Where the primary server of a read-only replica is, as the replica knows it.
 *
 * @param send - sends commands to the replica
 * @param error - what it answered
 * @returns `HOST:PORT`; undefined for another error, and where the user may not ask
 */
export async function findPrimary(send: SendCommand, error: unknown): Promise<string | undefined> {
  if (replyCode(error) !== 'READONLY') return undefined;
  const information = await send('INFO', 'replication').catch(() => undefined);
  if (typeof information !== 'string') return undefined;
  const host = /^master_host:([\w.:-]+)\r?$/m.exec(information)?.[1];
  const port = /^master_port:(\d+)\r?$/m.exec(information)?.[1];
  return host === undefined || port === undefined ? undefined : `${host}:${port}`;
}

/**
 * The finding for a failed connection or command.
 *
 * @param error - what was thrown
 * @param server - which server
 * @param kind - what it is
 * @param primary - its primary server, from {@link findPrimary}
 */
export function redisFailure(
  error: unknown,
  { name, url }: RedisSettings['servers'][number],
  kind: string,
  primary?: string,
): Finding {
  const connection = connectionFailure(error);
  if (connection !== undefined) {
    return {
      severity: 'error',
      code: connection.kind === 'tls' ? 'store_tls' : 'store_unreachable',
      message: `${kind} at ${name}, from backend.cache.connection, ${connection.text}.`,
      remedy: url.startsWith('rediss:') ? `${connection.remedy} ${tlsScheme}` : connection.remedy,
      ...(connection.kind === 'unreachable' && { isTemporary: true }),
    };
  }
  const code = replyCode(error) ?? '';
  const [ours, text, remedy, isTemporary = false] = replies[code] ?? unknownReply;
  return {
    severity: 'error',
    code: ours,
    message: `${kind} at ${name}, from backend.cache.connection, ${text}${code === '' ? '' : ` (${code})`}.`,
    remedy:
      primary === undefined
        ? remedy
        : `Connect to its primary server: write the host and port ${primary} in backend.cache.connection, or a name that follows the primary after a failover.`,
    ...(isTemporary && { isTemporary }),
  };
}

const tlsScheme =
  'The URL begins with rediss:, which means TLS: write redis: if the server has none on this port.';

type Reply = readonly [code: string, text: string, remedy: string, isTemporary?: boolean];

const login =
  'Correct user and password in backend.cache.connection: redis://user:password@host. A password without a user belongs to the user default.';

const replies: Readonly<Record<string, Reply>> = {
  WRONGPASS: ['store_wrong_password', 'rejected the user name or the password', login],
  NOAUTH: ['store_wrong_password', 'requires a password, and the connection has none', login],
  NOPERM: [
    'no_permission',
    'rejects the first command of the user',
    'Allow the user GET and SET on the keys of the cache (ACL SETUSER).',
  ],
  ERR: ['store_refused', 'rejected the connection or a command', `${login} Read the server's log.`],
  READONLY: [
    'store_read_only',
    'is a read-only replica, so no token can be stored',
    'Connect to the primary server.',
  ],
  OOM: [
    'store_full',
    'has no memory left and stores nothing',
    'Give it more memory (maxmemory), or a maxmemory-policy that evicts keys, such as allkeys-lru.',
  ],
  MISCONF: [
    'store_refused',
    'accepts no writes because it cannot save to its disk',
    "Read the server's log: its disk may be full.",
  ],
  LOADING: ['store_starting', 'is starting', 'Wait until it has loaded its data.', true],
  MASTERDOWN: [
    'store_starting',
    'has lost its primary server',
    'Start the primary server, or wait for the failover.',
    true,
  ],
  CLUSTERDOWN: [
    'store_starting',
    'is a cluster that is not complete',
    'Check the nodes of the cluster: redis-cli CLUSTER INFO.',
    true,
  ],
};

const unknownReply: Reply = [
  'store_refused',
  'failed in a way that boost does not know',
  "Read the server's log.",
];
