import type { ConfigMigration } from '@rhdh-boost/config-schema';
import type { Finding, SourceLocation } from '../finding.ts';
import { isRecord } from '../is-record.ts';
import { commentsWithin } from './comments.ts';
import type { EditSession } from './edit-session.ts';
import { type EditTarget, refuse } from './edit-target.ts';
import { insertKey } from './insert-lines.ts';
import { followPath, type LocatedKey, locateKey } from './locate-key.ts';
import { migrateValue } from './migrate-values.ts';
import {
  describeByHand,
  describeLostComments,
  describeOff,
  describePlaceholder,
  describeRemoved,
  describeSetElsewhere,
} from './migration-findings.ts';
import type { OriginalPlaces } from './original-places.ts';
import { hasKey, type KeyPath, valueAt, withoutKey, withValue } from './plain-value.ts';
import { removeKey } from './remove-key.ts';
import { renameInPlace } from './rename-key.ts';
import { takeKeyText } from './take-key-text.ts';
import { edgesOf } from './token-range.ts';
import { type NewKey, writeKey } from './written-scalar.ts';

/** A key that was written with a placeholder. */
export interface WrittenPlaceholder {
  /** The dotted key. */
  readonly key: string;
  /** What was written, such as `${NAME}`. */
  readonly placeholder: string;
}

/** Where another app-config sets a key: its file, and whether that is another than this one. */
export type FindSetElsewhere = (
  key: string,
) => { readonly name: string; readonly isOtherFile: boolean } | undefined;

/** One migration of one set, on one app-config. */
export class MigrationStep {
  /** What a person must see to. */
  readonly findings: Finding[] = [];
  /** The keys that were written with a placeholder. */
  readonly placeholders: WrittenPlaceholder[] = [];
  readonly #session: EditSession;
  readonly #places: OriginalPlaces;
  readonly #migration: ConfigMigration;
  readonly #findSetElsewhere: FindSetElsewhere;
  /** Whether a key was found that only the version before had. */
  #isOld = false;
  /** Where the first removed key stood that had a value: placeholders come in its place. */
  #removedAt: SourceLocation | undefined;

  /**
   * Prepares the step.
   *
   * @param session - the app-config as the steps before left it
   * @param places - where keys stood before all steps
   * @param migration - what changes
   * @param findSetElsewhere - where another app-config sets a key, so that it needs no placeholder
   */
  constructor(
    session: EditSession,
    places: OriginalPlaces,
    migration: ConfigMigration,
    findSetElsewhere: FindSetElsewhere,
  ) {
    this.#session = session;
    this.#places = places;
    this.#migration = migration;
    this.#findSetElsewhere = findSetElsewhere;
  }

  /** The keys that are needed in place of what was removed; none when nothing was that had a value. */
  get needed(): string[] {
    if (this.#removedAt === undefined) return [];
    return Object.keys(this.#migration.placeholders ?? {});
  }

  /**
   * Makes the migration.
   *
   * @throws MigrationRefusal when something cannot be edited safely
   */
  run(): void {
    this.#rename();
    this.#remove();
    this.#writePlaceholders();
    this.#changeValues();
  }

  #rename(): void {
    for (const [from, to] of Object.entries(this.#migration.renamed ?? {})) {
      const { target } = this.#session;
      const [oldPath, newPath] = [from.split('.'), to.split('.')];
      if (!hasKey(target.value, oldPath)) continue;
      this.#isOld = true;
      const located = locateOrRefuse(target, oldPath);
      if (hasKey(target.value, newPath)) {
        refuse(target, {
          path: from,
          reason: `it is called ${to} now, and both are there`,
          hint: 'Keep one of the two.',
          at: edgesOf(located.pair),
        });
      }
      if (isSameSection(oldPath, newPath)) this.#renameHere(oldPath, newPath, located);
      else this.#move(oldPath, newPath, located);
    }
  }

  #renameHere(oldPath: KeyPath, newPath: KeyPath, located: LocatedKey): void {
    const { target } = this.#session;
    const path = oldPath.join('.');
    const edit = renameInPlace(target, path, located, newPath.at(-1) ?? '');
    const value = valueAt(target.value, oldPath);
    const expected = withValue(withoutKey(target.value, oldPath), newPath, value);
    this.#session.commit({ path, edits: [edit], expected, at: edit });
  }

  /** Writes the key in its new section first, then takes it away where it was. */
  #move(oldPath: KeyPath, newPath: KeyPath, located: LocatedKey): void {
    const before = this.#session.target;
    const path = oldPath.join('.');
    const text = takeKeyText(before, path, located, newPath.at(-1) ?? '');
    const edit = insertKey(before, newPath, text);
    const value = valueAt(before.value, oldPath);
    const expected = withValue(before.value, newPath, value);
    this.#session.commit({ path, edits: [edit], expected, at: edit });
    const { target } = this.#session;
    this.#take(oldPath, locateOrRefuse(target, oldPath), []);
  }

  #remove(): void {
    const { removed = {} } = this.#migration;
    for (const key of Object.keys(removed).toSorted((left, right) => left.length - right.length)) {
      const { target } = this.#session;
      const path = key.split('.');
      if (!hasKey(target.value, path)) continue;
      this.#isOld = true;
      const located = locateOrRefuse(target, path);
      const value = valueAt(target.value, path);
      this.#tellRemoved(path, value);
      const replacements = value === null ? [] : this.#missingBeside(path);
      const comments = this.#take(path, located, replacements);
      if (comments.length > 0) {
        this.findings.push(describeLostComments(path, comments, this.#places.locate(path)));
      }
      this.#notePlaceholders(path.slice(0, -1), replacements);
    }
  }

  /** Takes a key away, and gives the lines that the comments which went with it had before all changes. */
  #take(path: KeyPath, located: LocatedKey, replacements: readonly NewKey[]): number[] {
    const { target } = this.#session;
    const lineOf = (offset: number) => target.source.locate(offset, offset).line;
    // Steps before may have moved the key, and its comments with it.
    const moved = this.#places.locate(path).line - lineOf(edgesOf(located.pair).start);
    const key = path.join('.');
    const { edits, depth } = removeKey(target, key, located, replacements);
    const section = path.slice(0, -1);
    const expected = replacements.reduce(
      (value, { name, value: placeholder }) => withValue(value, [...section, name], placeholder),
      withoutKey(target.value, path.slice(0, depth)),
    );
    this.#session.commit({ path: key, edits, expected, at: edits.at(-1) });
    const comments = commentsWithin(target.source.text, edits);
    return [...new Set(comments.map(({ start }) => lineOf(start) + moved))];
  }

  /** The keys that a file needs, that are not set yet, and that belong beside a removed one. */
  #missingBeside(path: KeyPath): NewKey[] {
    return this.#missing()
      .filter(({ path: other }) => isSameSection(path, other))
      .map(({ path: other, value }) => ({ name: other.at(-1) ?? '', value }));
  }

  #missing(): { path: KeyPath; value: string }[] {
    return Object.entries(this.#migration.placeholders ?? {})
      .filter(([key]) => this.#findSetElsewhere(key) === undefined)
      .map(([key, value]) => ({ path: key.split('.'), value }))
      .filter(({ path }) => !hasKey(this.#session.target.value, path));
  }

  /** Writes the keys that belong to other sections than what was removed. */
  #writePlaceholders(): void {
    if (this.#removedAt === undefined) return;
    this.#tellSetElsewhere(this.#removedAt);
    for (const { path, value } of this.#missing()) {
      const { target } = this.#session;
      const name = path.at(-1) ?? '';
      const edit = insertKey(target, path, {
        block: [writeKey({ name, value }, 'plain', false)],
        flow: writeKey({ name, value }, 'plain', true),
      });
      const expected = withValue(target.value, path, value);
      this.#session.commit({ path: path.join('.'), edits: [edit], expected, at: edit });
      this.#notePlaceholders(path.slice(0, -1), [{ name, value }]);
    }
  }

  /** What is deployed apart must not be migrated as one: it would lack the keys without a word. */
  #tellSetElsewhere(location: SourceLocation): void {
    const files = new Map<string, string[]>();
    for (const key of this.needed) {
      const setting = this.#findSetElsewhere(key);
      const isHere = hasKey(this.#session.target.value, key.split('.'));
      if (setting?.isOtherFile !== true || isHere) continue;
      files.set(setting.name, [...(files.get(setting.name) ?? []), key]);
    }
    for (const [name, keys] of files) {
      this.findings.push(describeSetElsewhere(keys, name, location));
    }
  }

  #notePlaceholders(section: KeyPath, keys: readonly NewKey[]): void {
    for (const { name, value } of keys) {
      const path = [...section, name];
      this.placeholders.push({ key: path.join('.'), placeholder: value });
      const location = this.#removedAt ?? this.#places.locate(section);
      this.findings.push(describePlaceholder(path, value, location));
    }
  }

  #changeValues(): void {
    for (const [key, migrate] of Object.entries(this.#migration.values ?? {})) {
      const path = key.split('.');
      if (migrateValue(this.#session, { path, migrate, isOld: this.#isOld })) {
        this.findings.push(describeByHand(path, this.#places.locate(path)));
      }
    }
  }

  /** Tells of each value that goes, by the key that says most about it. */
  #tellRemoved(path: KeyPath, value: unknown): void {
    if (value === null) return;
    this.#removedAt ??= this.#places.locate(path);
    const { removed = {} } = this.#migration;
    const key = path.join('.');
    // A name that the set never had may be anything, a secret that went astray too.
    const names = isRecord(value) ? Object.keys(value) : [];
    const known = names.filter(name => Object.hasOwn(removed, `${key}.${name}`));
    const hasOthers = known.length < names.length || names.length === 0;
    const told = [...(hasOthers ? [path] : []), ...known.map(name => path.concat(name))];
    for (const each of told) {
      const replacement = removed[each.join('.')] ?? removed[key] ?? '';
      this.findings.push(describeRemoved(each, replacement, this.#places.locate(each)));
    }
    if (isOff(value) && this.needed.length > 0) {
      this.findings.push(describeOff(path, this.#places.locate([...path, 'enabled'])));
    }
  }
}

/** Whether a section was switched off by a literal value. */
function isOff(value: unknown): boolean {
  return isRecord(value) && (value['enabled'] === false || value['enabled'] === 'false');
}

function isSameSection(left: KeyPath, right: KeyPath): boolean {
  return (
    left.length === right.length && left.slice(0, -1).every((name, index) => name === right[index])
  );
}

/** A key that is set but not written out comes from an alias or a merge. */
function locateOrRefuse(target: EditTarget, path: KeyPath): LocatedKey {
  const located = locateKey(target.document, path);
  if (located !== undefined) return located;
  const written = followPath(target.document, path);
  return refuse(target, {
    path: path.join('.'),
    reason: 'an alias or a merge brings it in from elsewhere',
    hint: 'Write the section out in place of the alias, then run it again.',
    at: written.obstacle ?? written.mappings.at(-1),
  });
}
