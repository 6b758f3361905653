import { createConfigResolver } from '../src/create-config-resolver.ts';
import { createMemoryOverrideStore } from '../src/memory-override-store.ts';
import type { ConfigOverrideProblem } from '../src/override-problem.ts';
import {
  type NewOverride,
  type OverrideRows,
  type OverrideStore,
  type StoredOverride,
  storeOf,
} from '../src/override-store.ts';
import type { ConfigResolverOptions } from '../src/resolver-options.ts';
import { operationsOf } from './database-host.fixture.ts';
import { sampleRegistry, sampleYaml } from './sample-fields.fixture.ts';

/** A row as somebody left it: key, value and version. */
export type LeftRow = readonly [key: string, value: unknown, version: unknown];

/** A resolver over rows in memory, and what it reports. */
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
    Object.fromEntries(
      (await operationsOf(overrides).read()).map(({ key, value }) => [key, value]),
    );
  const rejected = () => operationsOf(overrides).readRejected();
  return { config, overrides, problems, lines, rows, rejected };
}

/** A store of which some operations are replaced, as others would disturb them. */
export function storeWith(
  store: OverrideStore,
  replaced: (rows: OverrideRows) => Partial<OverrideRows>,
): OverrideStore {
  const rows = operationsOf(store);
  return storeOf({
    read: keys => rows.read(keys),
    readRejected: () => rows.readRejected(),
    readImported: () => rows.readImported(),
    write: work => rows.write(work),
    changes: (onChange, options) => rows.changes(onChange, options),
    readHistory: filter => rows.readHistory(filter),
    readState: () => rows.readState(),
    ...replaced(rows),
  });
}

/** Leaves a row in a store, as another replica would. */
export function leaveRow(
  store: OverrideStore,
  row: Pick<NewOverride, 'key' | 'value'> & Partial<NewOverride>,
): Promise<StoredOverride> {
  const whole = { owner: null, schemaVersion: 1, readableSince: 1, updatedBy: null, ...row };
  return operationsOf(store).write(write => write.put(whole));
}
