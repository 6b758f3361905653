import { type ConfigRegistry, formatConfigPath } from '@rhdh-boost/config-schema';
import type { Finding } from '../finding.ts';
import type { ConfigNode } from '../load/config-node.ts';
import type { CheckedFile, HiddenRange } from './report.ts';
import { findPart, walkConfig } from './walk-config.ts';

/**
 * Keeps what stands below sensitive fields out of a report. A secret that went astray may have
 * become a name there, such as in `encryptionSecret: {the-secret: }`.
 */
export class SensitiveValues {
  readonly #keys: readonly string[];

  /** Takes the sensitive fields from a registry, and the names that they had in earlier versions. */
  constructor({ fields, sets }: ConfigRegistry) {
    const keys = new Set(Object.keys(fields).filter(key => fields[key]?.sensitive));
    const renamed = sets.flatMap(set =>
      set.migrations.flatMap(migration => Object.entries(migration.renamed ?? {})),
    );
    // From the last one back, since a key may have been renamed more than once.
    for (const [from, to] of renamed.toReversed()) if (keys.has(to)) keys.add(from);
    this.#keys = [...keys];
  }

  /** The finding with a path that ends at the sensitive field, but for indexes of a list. */
  shorten(finding: Finding): Finding {
    const { path = '' } = finding;
    for (const key of this.#keys) {
      const field = formatConfigPath(key.split('.'));
      const below = path.startsWith(field) ? path.slice(field.length) : '';
      if (!/^[.[]/.test(below)) continue;
      const [indexes = ''] = /^(?:\[\d+\])*/.exec(below) ?? [];
      return { ...finding, path: field + indexes };
    }
    return finding;
  }

  /** The files, with the ranges in which code frames show no names. */
  hide(files: readonly CheckedFile[], layers: readonly ConfigNode[]): CheckedFile[] {
    const ranges = new Map<string, HiddenRange[]>();
    for (const layer of layers) {
      for (const key of this.#keys) {
        const part = findPart(layer, key);
        for (const { node } of part === undefined ? [] : walkConfig(part)) {
          if (!mayHoldNames(node)) continue;
          const { source, start, end } = node.place;
          const range = { start: source.toOuter(start), end: source.toOuter(end) };
          const before = ranges.get(source.file) ?? [];
          ranges.set(source.file, before);
          // What is in a collection comes after it, and stands within its range mostly.
          if (!isWithin(range, before.at(-1))) before.push(range);
        }
      }
    }
    return files.map(file => {
      const hidden = ranges.get(file.name);
      return hidden === undefined ? file : { name: file.name, text: file.text, hidden };
    });
  }
}

/** Whether names may stand in what a part was read from: what is not known may be an include gone wrong. */
function mayHoldNames({ kind, place: { source, start, end } }: ConfigNode): boolean {
  if (kind !== 'unknown') return kind !== 'value';
  return !/^["']?\$\{\w+\}["']?$/.test(source.text.slice(start, end));
}

function isWithin(range: HiddenRange, outer: HiddenRange | undefined): boolean {
  return outer !== undefined && outer.start <= range.start && range.end <= outer.end;
}
