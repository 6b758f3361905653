import { afterEach, beforeEach } from 'vitest';
import type { ConfigResolver } from '../src/config-resolver.ts';
import { createConfigResolver } from '../src/create-config-resolver.ts';
import type { ReconcileEntry } from '../src/reconcile-report.ts';
import type { ConfigResolverOptions } from '../src/resolver-options.ts';
import type { Row, StoreHost, StorePlace } from './database-host.fixture.ts';
import { sampleRegistry, sampleYaml } from './sample-fields.fixture.ts';

/** An empty place for the test that runs, and what resolvers on it are made of. */
export interface OpenPlace extends Omit<StorePlace, 'close' | 'knex'> {
  /** The row with this key. */
  readonly row: (key: string) => Promise<Row | undefined>;
  /** A resolver of the sample's fields on one more replica, without a cache. */
  readonly resolver: (options?: Partial<ConfigResolverOptions>) => ConfigResolver;
  /** What becomes of all rows. */
  readonly reconcile: (config?: ConfigResolver) => Promise<readonly ReconcileEntry[]>;
}

/** Opens a place before each test of the suite that calls this, and closes it afterwards. */
export function openPlace(host: StoreHost): OpenPlace {
  let opened: StorePlace;
  beforeEach(async () => {
    opened = await host.open();
  });
  afterEach(() => opened.close());
  const resolver = (options: Partial<ConfigResolverOptions> = {}) =>
    createConfigResolver({
      yaml: sampleYaml,
      overrides: opened.replica(),
      registry: sampleRegistry,
      // Many replicas are opened in a test: each that listens would need one more connection.
      cache: { ttlSeconds: 0, listen: false },
      ...options,
    });
  return {
    resolver,
    reconcile: async (config = resolver()) => (await config.reconcile()).entries,
    row: async key => (await opened.rows()).find(found => found.key === key),
    rows: () => opened.rows(),
    rejected: () => opened.rejected(),
    replica: () => opened.replica(),
    write: (key, value, version, more) => opened.write(key, value, version, more),
    clear: () => opened.clear(),
    get connection() {
      return opened.connection;
    },
  };
}
