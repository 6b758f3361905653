import type { PlainLine } from './plain-line.ts';

/** Deeper nesting is left to those who have a limit for it. */
const deepest = 50;

/** A mapping or list whose end has not been seen. */
interface OpenBlock {
  readonly indent: number;
  /** The names of a mapping; undefined for a list. */
  readonly names: Set<string> | undefined;
  /** Whether what its last entry is set to may follow, further in. */
  isAwaiting: boolean;
}

/** Follows plain lines, to see whether together they are mappings and lists that YAML takes. */
export class PlainBlocks {
  readonly #open: OpenBlock[] = [];

  /** Takes the next line; false when it is not in order after those before. */
  take(line: PlainLine): boolean {
    if (line.kind === 'nothing') return true;
    if (line.kind === 'item') return this.#takeItem(line.indent, false);
    const isInItem = line.item === undefined || this.#takeItem(line.item, true);
    return isInItem && this.#takeEntry(line.indent, line.name, !line.hasValue);
  }

  #takeEntry(indent: number, name: string, isAwaiting: boolean): boolean {
    this.#leave(indent);
    // A list may stand as far out as the key that it belongs to; the next key ends it.
    if (this.#top?.indent === indent && this.#top.names === undefined) this.#open.pop();
    const block = this.#enter(indent, new Set());
    if (block?.names === undefined || block.names.has(name)) return false;
    block.names.add(name);
    block.isAwaiting = isAwaiting;
    return true;
  }

  #takeItem(indent: number, isAwaiting: boolean): boolean {
    this.#leave(indent);
    const top = this.#top;
    if (top?.indent === indent && top.names !== undefined && top.isAwaiting) {
      top.isAwaiting = false;
      this.#open.push({ indent, names: undefined, isAwaiting });
      return true;
    }
    const block = this.#enter(indent, undefined);
    if (block === undefined || block.names !== undefined) return false;
    block.isAwaiting = isAwaiting;
    return true;
  }

  get #top(): OpenBlock | undefined {
    return this.#open.at(-1);
  }

  #leave(indent: number): void {
    while (this.#top !== undefined && this.#top.indent > indent) this.#open.pop();
  }

  /** The block that a line of this indentation is in: the one that is open there, or a new one. */
  #enter(indent: number, names: Set<string> | undefined): OpenBlock | undefined {
    const top = this.#top;
    if (top?.indent === indent) return top;
    if (top !== undefined) {
      if (!top.isAwaiting) return undefined;
      top.isAwaiting = false;
    }
    if (this.#open.length >= deepest) return undefined;
    const block = { indent, names, isAwaiting: false };
    this.#open.push(block);
    return block;
  }
}
