import type { ConfigFieldMeta, ConfigFieldSet, ConfigRegistry } from '@rhdh-boost/config-schema';
import { type MaxValueBytes, ValueLimits } from './value-limits.ts';

/** What the sets of a registry say of keys that may be in the store: today's, and former ones. */
export class StoredKeys {
  readonly registry: ConfigRegistry;
  /** How large their stored values may be. */
  readonly limits: ValueLimits;
  /** The set that once had a key, by that key; a removed section is a key here. */
  readonly #formerOwners = new Map<string, ConfigFieldSet>();
  readonly #formerNames = new Map<string, readonly string[]>();
  readonly #versionKeys = new Map<string, ConfigFieldSet>();

  constructor(registry: ConfigRegistry, maxValueBytes?: MaxValueBytes) {
    this.registry = registry;
    this.limits = new ValueLimits(maxValueBytes, registry);
    for (const set of registry.sets) {
      for (const { removed = {}, renamed = {} } of set.migrations) {
        for (const key of [...Object.keys(removed), ...Object.keys(renamed)])
          this.#formerOwners.set(key, set);
        for (const [before, after] of Object.entries(renamed)) this.#rename(before, after);
      }
      for (const key of set.versionKeys ?? []) this.#versionKeys.set(key, set);
    }
  }

  /** The field that has the key today. */
  field(key: string): ConfigFieldMeta | undefined {
    return Object.hasOwn(this.registry.fields, key) ? this.registry.fields[key] : undefined;
  }

  /** The set that has the key, or had it; undefined for a key that nobody knows. */
  ownerOf(key: string): ConfigFieldSet | undefined {
    if (this.field(key) !== undefined) return this.registry.ownerOf(key);
    return keyAndSections(key)
      .map(section => this.#formerOwners.get(section))
      .find(set => set !== undefined);
  }

  /** The key, and what it was called before. */
  namesOf(key: string): readonly string[] {
    return [key, ...(this.#formerNames.get(key) ?? [])];
  }

  /** Rows in the order in which they may have their key's place: a later name before a former one. */
  latestNamesFirst<Row extends { readonly key: string }>(rows: readonly Row[]): Row[] {
    const former = [...this.#formerNames.values()];
    const age = new Map(
      rows.map(({ key }) => [key, Math.max(...former.map(names => names.indexOf(key)), -1)]),
    );
    return rows.toSorted((a, b) => (age.get(a.key) ?? 0) - (age.get(b.key) ?? 0));
  }

  /** What the key was called after it was called `key`; nothing for a key that has its name today. */
  laterNames(key: string): string[] {
    return [...this.#formerNames].flatMap(([later, names]) => (names.includes(key) ? [later] : []));
  }

  /** Every name that a key may share a value with, whatever version its row has. */
  relatedNames(key: string): string[] {
    const later = [key, ...this.laterNames(key)];
    return [...new Set(later.flatMap(name => this.namesOf(name)))];
  }

  /** Whether the key's value is the version of what is stored in its section. */
  isVersionKey(key: string): boolean {
    return this.#versionKeys.has(key);
  }

  #rename(before: string, after: string): void {
    this.#formerNames.set(after, [
      before,
      ...(this.#formerNames.get(before) ?? []),
      ...(this.#formerNames.get(after) ?? []),
    ]);
  }
}

/** The section that a key is in. */
export function sectionOf(key: string): string {
  return key.slice(0, key.lastIndexOf('.'));
}

/** The key itself, then the sections above it, from the nearest. */
export function keyAndSections(key: string): string[] {
  const names = key.split('.');
  return names.map((_, index) => names.slice(0, names.length - index).join('.'));
}
