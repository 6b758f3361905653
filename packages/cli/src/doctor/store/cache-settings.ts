import type { Configuration } from '../../configuration/read-configuration.ts';
import { textOf } from '../../text-of.ts';
import type { Finding } from '../step.ts';

/** A server of a cache. */
export interface CacheServer {
  /** Host and port, for a person. */
  readonly name: string;
  /** Its host. */
  readonly host: string;
  /** Its port. */
  readonly port: number;
}

/** Redis or Valkey, as `backend.cache` describes it. */
export interface RedisSettings {
  /** Which of them. */
  readonly kind: 'redis' | 'valkey';
  /** Options of `createClient` for each server: one, or the root nodes of a cluster. They contain passwords. */
  readonly servers: readonly (Pick<CacheServer, 'name'> & {
    readonly url: string;
    readonly options: object;
  })[];
  /** Whether the servers are a cluster's. */
  readonly isCluster: boolean;
  /** What the keys of the plugin `boost` begin with. */
  readonly keyPrefix: string;
}

/** What `backend.cache` configures. */
export type CacheSettings =
  | { readonly kind: 'unset' | 'memory' }
  | RedisSettings
  | { readonly kind: 'memcache' | 'infinispan'; readonly servers: readonly CacheServer[] }
  | { readonly kind: 'invalid'; readonly finding: Finding };

/**
 * Reads `backend.cache` as the CacheManager of `@backstage/backend-defaults` 0.19 does.
 *
 * @param configuration - where it is read from
 */
export function readCacheSettings({ get, sourceOf }: Configuration): CacheSettings {
  const store = get('backend.cache.store');
  const connection = get('backend.cache.connection');
  if (get('backend.cache') === undefined) return { kind: 'unset' };
  const invalid = (message: string, remedy: string): CacheSettings => ({
    kind: 'invalid',
    finding: {
      severity: 'error',
      code: 'invalid_cache',
      message,
      remedy,
      source: sourceOf('backend.cache.connection') ?? sourceOf('backend.cache'),
    },
  });
  if (store === undefined || store === 'memory') return { kind: 'memory' };
  if (store === 'infinispan') {
    const servers = infinispanServers(get('backend.cache.infinispan.servers'));
    return { kind: store, servers };
  }
  if (store !== 'redis' && store !== 'valkey' && store !== 'memcache') {
    return invalid(
      'backend.cache.store is none of the stores that Backstage has.',
      'Set it to redis, valkey, memcache, infinispan or memory.',
    );
  }
  const isObject = typeof connection === 'object';
  if (isObject && store !== 'redis') {
    return invalid(
      `backend.cache.connection must be a text where backend.cache.store is ${store}: Backstage does not start with an object.`,
      'Write the whole connection as one text.',
    );
  }
  if (store === 'memcache') {
    if (typeof connection !== 'string') return invalid(...missingConnection);
    return { kind: store, servers: memcacheServers(connection) };
  }
  const rootNodes = get(`backend.cache.${store}.cluster.rootNodes`);
  const defaults = Object(get(`backend.cache.${store}.cluster.defaults`));
  const url = isObject ? Reflect.get(Object(connection), 'url') : connection;
  const isCluster = Array.isArray(rootNodes) && rootNodes.length > 0;
  const given: readonly object[] = isCluster
    ? rootNodes.map(node => Object.assign({}, defaults, node))
    : [{ ...Object(isObject ? connection : {}), url }];
  const servers = given.map(options => redisServer(options));
  if (servers.some(server => server === undefined)) {
    return url === undefined && !isCluster
      ? invalid(...missingConnection)
      : invalid(
          `backend.cache.connection is not the URL of a server of ${store}.`,
          'Write it as redis://user:password@host:6379, or with rediss: for TLS. Characters such as / and # in the password must be percent-encoded.',
        );
  }
  return {
    kind: store,
    servers: servers.filter(server => server !== undefined),
    isCluster,
    keyPrefix: keyPrefix(store, get),
  };
}

const missingConnection = [
  'backend.cache.connection is not set.',
  'Set it to the address of the cache. A key whose variable is not set counts as missing.',
] as const;

/** Keyv's key of what the plugin `boost` stores, up to the part that the plugin chooses. */
function keyPrefix(store: 'redis' | 'valkey', get: Configuration['get']): string {
  const client = `backend.cache.${store}.client`;
  if (store === 'valkey') return `namespace:${textOf(get(`${client}.keyPrefix`)) ?? ''}boost:`;
  const namespace = textOf(get(`${client}.namespace`));
  const separator = textOf(get(`${client}.keyPrefixSeparator`)) ?? ':';
  return `${namespace === undefined ? '' : `${namespace}${separator}`}boost${separator}`;
}

function redisServer(options: object): RedisSettings['servers'][number] | undefined {
  const { url, host, port, socket }: Record<string, unknown> = { ...options };
  const address: Record<string, unknown> = { host, port, ...Object(socket) };
  // iovalkey takes host and port in place of a URL.
  const text =
    textOf(url) ?? `redis://${textOf(address['host']) ?? ''}:${portOf(address['port'], 6379)}`;
  const parsed = URL.canParse(text) ? new URL(text) : undefined;
  if (parsed === undefined || !/^rediss?:$/.test(parsed.protocol) || parsed.hostname === '') {
    return undefined;
  }
  return { name: `${parsed.hostname}:${parsed.port || 6379}`, url: text, options };
}

/** `user:password@host:port,host:port`, as memjs reads it. */
function memcacheServers(connection: string): CacheServer[] {
  return connection
    .split(',')
    .map(part => serverOf(part.slice(part.lastIndexOf('@') + 1).trim(), 11_211));
}

function infinispanServers(servers: unknown): CacheServer[] {
  const list: unknown[] = Array.isArray(servers) ? servers : [servers ?? {}];
  return list.map(server => {
    const { host, port }: Record<string, unknown> = Object(server);
    return serverOf(`${textOf(host) ?? '127.0.0.1'}:${portOf(port, 11_222)}`, 11_222);
  });
}

function serverOf(address: string, defaultPort: number): CacheServer {
  const { host = address, port } = /^(?<host>.*):(?<port>\d+)$/.exec(address)?.groups ?? {};
  const number = port === undefined ? defaultPort : Number(port);
  return { name: `${host}:${number}`, host, port: number };
}

function portOf(value: unknown, defaultPort: number): number {
  return Number(value ?? defaultPort);
}
