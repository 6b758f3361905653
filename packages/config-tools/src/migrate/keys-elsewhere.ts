import type { SourceLocation } from '../finding.ts';
import type { NeededKey } from './included-findings.ts';

/** An app-config beside others. */
export interface Neighbour {
  /** Its file, as findings name it. */
  readonly name: string;
  /** Which of the files it is in. */
  readonly fileIndex: number;
  /** Which of the deployments in its file it is for; undefined in a file that is an app-config. */
  readonly deployment: number | undefined;
  /** What it has for the keys that a placeholder may be written for. */
  readonly needed: ReadonlyMap<string, NeededKey>;
}

/**
 * Which app-config sets a key for which. Files that are given together are merged, and so are the
 * app-configs of one ConfigMap. Several ConfigMaps of one file may be those of one deployment or of
 * several: what one of them sets is not relied on for another, or a deployment could lose its
 * authentication without a word.
 */
export class KeysElsewhere {
  readonly #all: readonly Neighbour[];
  readonly #written = new Map<Neighbour, Set<string>>();

  /**
   * Begins with what the files have before they are migrated.
   *
   * @param all - in the order in which they are merged
   */
  constructor(all: readonly Neighbour[]) {
    this.#all = all;
  }

  /** Notes that a key was written into an app-config with a placeholder. */
  noteWritten(neighbour: Neighbour, key: string): void {
    const keys = this.#written.get(neighbour) ?? new Set();
    this.#written.set(neighbour, keys.add(key));
  }

  /** The other app-config that sets a key for one; the last of them. */
  findSetting(neighbour: Neighbour, key: string): Neighbour | undefined {
    return this.#all.findLast(
      other =>
        other !== neighbour &&
        isMergedWith(neighbour, other) &&
        this.#stateOf(other, key) === 'set',
    );
  }

  /** Where a key stands that is there for an app-config, but empty once all are merged. */
  findEmpty(neighbour: Neighbour, key: string): SourceLocation | undefined {
    const last = this.#all.findLast(other => {
      const state = this.#stateOf(other, key);
      return isMergedWith(neighbour, other) && state !== undefined && state !== 'unseen';
    });
    if (last === undefined || this.#stateOf(last, key) === 'set') return undefined;
    return last.needed.get(key)?.location;
  }

  #stateOf(neighbour: Neighbour, key: string): NeededKey['state'] | undefined {
    return this.#isWritten(neighbour, key) ? 'set' : neighbour.needed.get(key)?.state;
  }

  #isWritten(neighbour: Neighbour, key: string): boolean {
    return this.#written.get(neighbour)?.has(key) === true;
  }
}

function isMergedWith(left: Neighbour, right: Neighbour): boolean {
  return left.fileIndex !== right.fileIndex || left.deployment === right.deployment;
}
