import type { BoostConfigProblem, BoostConfigProblemCode } from '@rhdh-boost/config-schema';
import type { SourceLocation } from '../finding.ts';
import type { ConfigNode, MappingNode } from '../load/config-node.ts';
import { describeLine } from './describe-place.ts';
import { findPart } from './walk-config.ts';

/** The problems that depend on another key, which another file may set. */
const dependent: ReadonlySet<BoostConfigProblemCode> = new Set([
  'required',
  'invalid_value',
  'insecure_url',
]);

/** Says which files set the keys that a problem names. */
export class SettingFiles {
  readonly #merged: MappingNode;
  readonly #layers: readonly ConfigNode[];

  /** Takes the merged configuration and each app-config by itself. */
  constructor(merged: MappingNode, layers: readonly ConfigNode[]) {
    this.#merged = merged;
    this.#layers = layers;
  }

  /** One sentence, with a space in front, for each key that another file sets; empty when none is. */
  describe({ path, code, message, hint }: BoostConfigProblem, { file }: SourceLocation): string {
    if (!dependent.has(code)) return '';
    const named = `${message} ${hint}`.match(/\bboost(?:\.\w+)+/g) ?? [];
    return [...new Set(named)]
      .filter(key => key !== path)
      .map(key => this.#describeKey(key, file))
      .join('');
  }

  #describeKey(key: string, file: string): string {
    const part = findPart(this.#merged, key);
    if (part === undefined || part.node.kind === 'mapping') return '';
    const places = this.#layers.flatMap(layer => {
      const { node } = findPart(layer, key) ?? {};
      return node === undefined ? [] : [lineOf(node)];
    });
    const last = lineOf(part.node);
    const before = places.findLast(place => place !== last);
    if (before === undefined && part.node.place.source.file === file) return '';
    const replaces = before === undefined ? '' : `, which replaces ${before}`;
    const rule =
      before !== undefined && part.node.kind === 'list'
        ? ' (lists replace, they do not merge)'
        : '';
    return ` ${key} is set in ${last}${replaces}${rule}.`;
  }
}

function lineOf({ place: { source, start, end } }: ConfigNode): string {
  return describeLine(source.locate(start, end));
}
