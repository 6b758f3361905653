import { normalizeName } from '@rhdh-boost/internal/nearest-name';
import type { ConfigRegistry } from './combine-config-fields.ts';
import type { ConfigFieldSet, ConfigMigration } from './field-set.ts';
import {
  buildFieldTree,
  descendants,
  type FieldLeaf,
  type FieldSection,
  isForAppConfig,
} from './field-tree.ts';

/** A key that a set had in an earlier version. */
export interface RemovedKey {
  /** The set that had it. */
  readonly set: ConfigFieldSet;
  /** The change that took it away. */
  readonly migration: ConfigMigration;
  /** What replaced it, as part of a sentence. */
  readonly replacement: string;
}

/** A registry in the forms by which it is read. */
export interface RegistryIndex {
  /** The fields as the tree that a file has. */
  readonly root: FieldSection;
  /** What app-config may have, by the last name of its path, in the form in which names are compared. */
  readonly byName: ReadonlyMap<string, readonly (FieldLeaf | FieldSection)[]>;
  /** What earlier versions had, by key. */
  readonly removed: ReadonlyMap<string, RemovedKey>;
}

const indexes = new WeakMap<ConfigRegistry, RegistryIndex>();

/** Gives a registry's forms. They are made when they are first needed: importing costs nothing. */
export function indexOf(registry: ConfigRegistry): RegistryIndex {
  const known = indexes.get(registry);
  if (known !== undefined) return known;
  const root = withBoost(buildFieldTree(registry.fields));
  const made = { root, byName: collectNames(root), removed: collectRemoved(registry) };
  indexes.set(registry, made);
  return made;
}

/** An app-config may have the section although no set has a field in it. */
function withBoost(root: FieldSection): FieldSection {
  if (root.children.has('boost')) return root;
  const boost: FieldSection = { kind: 'section', key: 'boost', children: new Map() };
  return { ...root, children: new Map([...root.children, ['boost', boost]]) };
}

function collectNames(root: FieldSection): Map<string, (FieldLeaf | FieldSection)[]> {
  const byName = new Map<string, (FieldLeaf | FieldSection)[]>();
  for (const child of descendants(root)) {
    if (!isForAppConfig(child)) continue;
    const name = normalizeName(child.key.slice(child.key.lastIndexOf('.') + 1));
    byName.set(name, [...(byName.get(name) ?? []), child]);
  }
  return byName;
}

/** A later change of the same key counts: it says what holds today. */
function collectRemoved({ sets }: ConfigRegistry): Map<string, RemovedKey> {
  const removed = new Map<string, RemovedKey>();
  for (const set of sets) {
    for (const migration of set.migrations) {
      for (const [key, replacement] of Object.entries(migration.removed ?? {})) {
        removed.set(key, { set, migration, replacement });
      }
      for (const [key, name] of Object.entries(migration.renamed ?? {})) {
        removed.set(key, { set, migration, replacement: `rename it to ${name}` });
      }
    }
  }
  return removed;
}
