import { type ConfigRegistry, formatConfigPath } from '@rhdh-boost/config-schema';
import type { Finding, SourceLocation } from '../finding.ts';
import type { ConfigNode, Place } from '../load/config-node.ts';
import { describePath } from '../load/config-path.ts';
import type { LoadedText } from '../load/load-app-config.ts';
import { readAppConfigSources } from '../source/read-sources.ts';
import type { TextRange } from '../text-range.ts';
import { findRangesBelow } from './ranges-below.ts';
import type { CheckedFile } from './report.ts';
import { type ConfigPart, findPart, walkConfig } from './walk-config.ts';

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

  /**
   * The findings without what tells of a secret: names below a sensitive field in their paths, and
   * the place where a value ends, which gives its length.
   */
  withhold(findings: readonly Finding[], layers: readonly ConfigNode[]): Finding[] {
    const parts = layers.flatMap(layer => this.#partsOf(layer));
    const places = new Set(parts.flatMap(part => this.#placesOf(part)).map(placeId));
    return findings.map(finding => {
      const { location } = finding;
      const shortened = this.shorten(finding);
      // What is missing has no value, and stands at its section.
      const isOfSecret = finding.code !== 'required' && this.#fieldOf(finding) !== undefined;
      if (location === undefined || !(isOfSecret || places.has(placeId(location))))
        return shortened;
      const { line, column } = location;
      return { ...shortened, location: { ...location, endLine: line, endColumn: column } };
    });
  }

  /** The finding with a path that ends at the sensitive field, but for indexes of a list. */
  shorten(finding: Finding): Finding {
    const field = this.#fieldOf(finding);
    if (field === undefined) return finding;
    const [indexes = ''] = /^(?:\[\d+\])*/.exec(finding.path?.slice(field.length) ?? '') ?? [];
    return { ...finding, path: field + indexes };
  }

  /** The sensitive field that a finding is about, or that lies above what it is about. */
  #fieldOf({ path = '' }: Finding): string | undefined {
    return this.#keys
      .map(key => formatConfigPath(key.split('.')))
      .find(field => path.startsWith(field) && /^(?:[.[]|$)/.test(path.slice(field.length)));
  }

  /** The files, with the ranges in which code frames show no names. */
  hide(files: readonly LoadedText[], layers: readonly ConfigNode[]): CheckedFile[] {
    const ranges = new Map<string, TextRange[]>();
    for (const layer of layers) {
      for (const { node } of this.#partsOf(layer)) {
        if (!mayHoldNames(node)) continue;
        const { source, start, end } = node.place;
        const range = { start: source.toOuter(start), end: source.toOuter(end) };
        const before = ranges.get(source.file) ?? [];
        ranges.set(source.file, before);
        // What is in a collection comes after it, and stands within its range mostly.
        if (!isWithin(range, before.at(-1))) before.push(range);
      }
    }
    return files.map(file => {
      const { name, text } = file;
      const hidden = [...(ranges.get(name) ?? []), ...this.#findInUnread(file)];
      return hidden.length === 0 ? { name, text } : { name, text, hidden };
    });
  }

  /** What may stand below a sensitive field in a text of which nobody knows what stands where. */
  #findInUnread({ name, text, unread }: LoadedText): TextRange[] {
    if (unread === undefined) return [];
    // It may be all of what a sensitive field is set to.
    if (unread === 'included') return [{ start: 0, end: text.length }];
    const names = this.#keys.map(key => key.slice(key.lastIndexOf('.') + 1));
    const { sources = [] } = readAppConfigSources(name, text);
    return [
      ...findRangesBelow(text, names),
      ...[...new Set(sources.map(({ frame }) => frame))]
        .filter(frame => frame.text !== text)
        .flatMap(frame =>
          findRangesBelow(frame.text, names).map(({ start, end }) => ({
            start: frame.toOuter(start),
            end: frame.toOuter(end),
          })),
        ),
    ];
  }

  /** Where a value, or a name below a sensitive field, begins. */
  #placesOf({ node, path, keyPlace }: ConfigPart): SourceLocation[] {
    const isField = this.#keys.includes(describePath(path).path ?? '');
    const nameless = node.kind === 'mapping' ? (node.namelessKeys ?? []) : [];
    return [node.place, ...(isField ? [] : [keyPlace]), ...nameless].map(locate);
  }

  /** The sensitive values of an app-config, and all that stands below them. */
  #partsOf(layer: ConfigNode): ConfigPart[] {
    return this.#keys.flatMap(key => {
      const part = findPart(layer, key);
      return part === undefined ? [] : walkConfig(part);
    });
  }
}

function locate({ source, start, end }: Place): SourceLocation {
  return source.locate(start, end);
}

function placeId({ file, line, column }: SourceLocation): string {
  return `${line}:${column}:${file}`;
}

/** Whether names may stand in what a part was read from: what is not known may be an include gone wrong. */
function mayHoldNames({ kind, place: { source, start, end } }: ConfigNode): boolean {
  if (kind !== 'unknown') return kind !== 'value';
  return !/^["']?\$\{\w+\}["']?$/.test(source.text.slice(start, end));
}

function isWithin(range: TextRange, outer: TextRange | undefined): boolean {
  return outer !== undefined && outer.start <= range.start && range.end <= outer.end;
}
