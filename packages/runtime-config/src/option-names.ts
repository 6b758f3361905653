import { findUnknownName } from '@rhdh-boost/internal/nearest-name';
import type { ByActor, InTransaction, ReconcileOptions, WriteOptions } from './config-resolver.ts';
import type { ConfigHistoryQuery } from './history.ts';
import type { HistoryLimits } from './history-limits.ts';
import type { ImportSource } from './import-source.ts';
import type { KnexOverrideStoreOptions } from './knex-override-store.ts';
import type { OverrideCacheOptions } from './override-cache.ts';
import { ConfigOverrideError } from './override-error.ts';
import type { MigrateOverrideStoreOptions } from './override-migrations.ts';
import type { ConfigResolverOptions } from './resolver-options.ts';

/** The names of some options. */
export type OptionNames = Readonly<Record<string, true>>;

/** The same: the compiler checks that none is missing. */
type NamesOf<Options> = Readonly<Record<keyof Options, true>>;

const inTransaction: NamesOf<InTransaction> = { transaction: true };
const byActor: NamesOf<ByActor> = { actor: true };
/** What the service of a Backstage backend takes too. */
const behaviour = {
  cache: true,
  maxValueBytes: true,
  registry: true,
  acceptLegacy: true,
  onProblem: true,
  onChange: true,
} satisfies OptionNames;
const table: NamesOf<MigrateOverrideStoreOptions> = { table: true };

/** The options of each public function, and of each group of options. */
export const optionNames = {
  createConfigResolver: {
    yaml: true,
    overrides: true,
    logger: true,
    ...behaviour,
  } satisfies NamesOf<ConfigResolverOptions>,
  behaviour,
  cache: {
    ttlSeconds: true,
    maxStaleSeconds: true,
    listen: true,
  } satisfies NamesOf<OverrideCacheOptions>,
  createKnexOverrideStore: {
    ...table,
    history: true,
  } satisfies NamesOf<KnexOverrideStoreOptions>,
  historyLimits: { days: true, perKey: true } satisfies NamesOf<HistoryLimits>,
  migrateOverrideStore: table,
  inTransaction,
  byActor,
  write: { ...byActor, ...inTransaction, ifRevision: true } satisfies NamesOf<WriteOptions>,
  setMany: { ...byActor, ...inTransaction },
  change: { key: true, value: true, unset: true, ifRevision: true } satisfies OptionNames,
  history: { key: true, limit: true, before: true } satisfies NamesOf<ConfigHistoryQuery>,
  purge: { ids: true, before: true } satisfies OptionNames,
  importSource: { ...table, knex: true } satisfies NamesOf<ImportSource>,
  reconcile: {
    ...byActor,
    dryRun: true,
    importedFrom: true,
  } satisfies NamesOf<ReconcileOptions>,
};

/**
 * Refuses misspelt options, which JavaScript would ignore: `dryrun` would write, `ifRevison` would overwrite.
 *
 * @param known - the names, as in {@link optionNames}
 * @param group - the option that contains these, such as `cache`
 * @returns the options
 * @throws ConfigOverrideError `invalid_option`
 */
export function checkNames<Options>(options: Options, known: OptionNames, group = ''): Options {
  if (typeof options !== 'object' || options === null) return options;
  const names = Object.keys(known);
  const unknown = findUnknownName(options, names);
  if (unknown === undefined) return options;
  const { name, meant } = unknown;
  const prefix = group === '' ? '' : `${group}.`;
  // What is not a name may be a secret in the wrong place.
  const shown = /^\w{1,60}$/.test(name) ? `option ${prefix}${name}` : 'name of an option';
  throw new ConfigOverrideError({
    code: 'invalid_option',
    message: `The ${shown} is unknown.`,
    hint:
      meant === undefined
        ? `The options are ${names.map(each => prefix + each).join(', ')}.`
        : `Did you mean ${prefix}${meant}?`,
  });
}
