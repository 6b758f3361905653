import { createConfigResolver } from '../src/create-config-resolver.ts';
import { createMemoryOverrideStore } from '../src/memory-override-store.ts';
import type { ConfigOverrideProblem } from '../src/override-problem.ts';
import type { OverrideStore, OverrideTransaction, StoredOverride } from '../src/override-store.ts';
import type { ConfigResolverOptions } from '../src/resolver-options.ts';
import { sampleRegistry, sampleYaml } from './sample-fields.fixture.ts';

/** A row as somebody left it: key, value and version. */
export type LeftRow = readonly [key: string, value: unknown, version: unknown];

/** A resolver over rows in memory, and what it tells of. */
export function resolverOver(
  left: readonly LeftRow[],
  options: Partial<ConfigResolverOptions> = {},
) {
  const overrides = createMemoryOverrideStore(
    left.map(([key, value, schemaVersion]) => ({ key, value, schemaVersion })),
  );
  const problems: ConfigOverrideProblem[] = [];
  const lines: string[] = [];
  const config = createConfigResolver({
    yaml: sampleYaml,
    overrides,
    registry: sampleRegistry,
    cache: { ttlSeconds: 0 },
    logger: { warn: line => lines.push(line) },
    onProblem: problem => problems.push(problem),
    ...options,
  });
  const rows = async () =>
    Object.fromEntries((await overrides.read()).map(({ key, value }) => [key, value]));
  return { config, overrides, problems, lines, rows };
}

/** What a store does before a transaction, and in place of operations in it. */
export interface Disturbance {
  /** Happens before each transaction. */
  readonly before?: () => Promise<unknown>;
  /** Whether a row is lost to another writer when it is to be replaced or moved aside. */
  readonly isLost?: (row: StoredOverride) => boolean;
}

/** A store in whose work others come in between, as other replicas of the backend would. */
export function disturbed(
  store: OverrideStore,
  { before, isLost = () => false }: Disturbance,
): OverrideStore {
  return {
    read: keys => store.read(keys),
    async transaction(work) {
      await before?.();
      return store.transaction(transaction => work(losing(transaction, isLost)));
    },
  };
}

function losing(
  transaction: OverrideTransaction,
  isLost: (row: StoredOverride) => boolean,
): OverrideTransaction {
  return {
    read: keys => transaction.read(keys),
    put: override => transaction.put(override),
    insert: override => transaction.insert(override),
    replace: async (row, next) => !isLost(row) && transaction.replace(row, next),
    reject: async (row, reason) => !isLost(row) && transaction.reject(row, reason),
    readRejected: () => transaction.readRejected(),
    remove: keys => transaction.remove(keys),
  };
}
