// The methods of the resolver that the routes call and that do not exist yet. Delete this file, and use ConfigResolver in
// place of AdminResolver, once ConfigResolver has them all.
import { NotImplementedError } from '@backstage/errors';
import type { Knex } from 'knex';
import type { ConfigResolver } from '../config-resolver.ts';

/** Where Boost's own table is. */
export interface ImportSource {
  /** The database of the plugin `boost`. */
  readonly knex: Knex;
  /** The table's name. */
  readonly table?: string;
}

type Change = { readonly key: string; readonly ifRevision?: string | null | undefined } & (
  | { readonly value: unknown }
  | { readonly unset: true }
);

interface Actor {
  readonly actor?: string;
}

interface PlannedMethods {
  resolveMany(keys: readonly string[]): Promise<Readonly<Record<string, unknown>>>;
  list(): Promise<readonly { readonly key: string }[]>;
  unset(key: string, options?: Actor & { ifRevision?: string | null }): Promise<boolean>;
  setMany(
    changes: readonly Change[],
    options?: Actor,
  ): Promise<{ readonly revisions: Readonly<Record<string, string | undefined>> }>;
  history(query: { key?: string; limit?: number; before?: string }): Promise<readonly object[]>;
  rollback(
    key: string,
    revision: string,
    options?: Actor & { ifRevision?: string | null },
  ): Promise<{ readonly revision: string }>;
  rejected(): Promise<readonly object[]>;
  restore(id: number, options?: Actor): Promise<unknown>;
  purge(which: { ids: readonly number[] } | { before: Date }, options?: Actor): Promise<number>;
  importRows(source: ImportSource, options?: Actor): Promise<object>;
  reconcile(options?: Actor & { dryRun?: boolean; importedFrom?: ImportSource }): Promise<object>;
  reencrypt(options?: Actor): Promise<object>;
  health(): Promise<{ readonly waiting: number }>;
  subscribe(
    keys: readonly string[],
    callback: (changedKeys: readonly string[]) => void,
  ): () => void;
}

/** The resolver as the design has it. */
export type AdminResolver = Omit<ConfigResolver, keyof PlannedMethods> & PlannedMethods;

/** Until they exist, a route whose method is missing answers 501. */
export function administered(resolver: ConfigResolver): AdminResolver {
  return new Proxy(resolver, {
    get(target, name) {
      const method: unknown = Reflect.get(target, name);
      if (typeof method === 'function') return method.bind(target);
      return name === 'then'
        ? undefined
        : () => Promise.reject(new NotImplementedError(`${String(name)} does not exist yet.`));
    },
  }) as object as AdminResolver;
}
