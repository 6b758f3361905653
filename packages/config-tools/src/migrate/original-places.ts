import type { ConfigFieldSet } from '@rhdh-boost/config-schema';
import { isScalar } from 'yaml';
import type { SourceLocation } from '../finding.ts';
import type { EditTarget } from './edit-target.ts';
import { followPath } from './locate-key.ts';
import { hasKey, type KeyPath } from './plain-value.ts';
import { MigrationRefusal } from './refusal.ts';

/** Where keys stood in an app-config before anything in its file was changed. */
export class OriginalPlaces {
  readonly #original: EditTarget;
  /** The old and the new names of keys, in the order in which they changed. */
  readonly #renamed: readonly (readonly [from: KeyPath, to: KeyPath])[];

  /**
   * Keeps the places.
   *
   * @param original - the app-config as it was first read
   * @param sets - the sets whose migrations are made
   */
  constructor(original: EditTarget, sets: readonly ConfigFieldSet[]) {
    this.#original = original;
    this.#renamed = sets
      .flatMap(set => set.migrations.flatMap(({ renamed = {} }) => Object.entries(renamed)))
      .map(([from, to]) => [from.split('.'), to.split('.')]);
  }

  /** Where a key stood; where it did not, where its section did. */
  locate(path: KeyPath): SourceLocation {
    const { source, document } = this.#original;
    const key = followPath(document, this.#oldPath(path)).pairs.at(-1)?.key;
    const [start, end] = (isScalar(key) ? key.range : undefined) ?? [0, 0];
    return source.locate(start, end);
  }

  /**
   * A refusal with its place before all changes: that of what stands in the way, where no change was
   * made before it or none behind it, and otherwise that of the key.
   *
   * @param text - the app-config when it was refused
   */
  relocate({ details }: MigrationRefusal, text: string): MigrationRefusal {
    const { source } = this.#original;
    const [start, end] = details.range;
    const moved = source.text.length - text.length;
    const location = source.text.startsWith(text.slice(0, end))
      ? source.locate(start, end)
      : source.text.endsWith(text.slice(start))
        ? source.locate(start + moved, end + moved)
        : this.locate(details.path.split('.'));
    return new MigrationRefusal({ ...details, location });
  }

  #oldPath(path: KeyPath): KeyPath {
    return this.#renamed.reduceRight((known, [from, to]) => {
      const isRenamed = to.every((name, index) => name === known[index]);
      if (!isRenamed || hasKey(this.#original.value, known)) return known;
      return [...from, ...known.slice(to.length)];
    }, path);
  }
}
