import type { SourceLocation } from '../finding.ts';
import { isRecord } from '../is-record.ts';
import type { AppConfigSource } from '../source/app-config-source.ts';
import type { ConfigEntry, ConfigNode, MappingNode, Place } from './config-node.ts';

/** A value from elsewhere than a file, such as a variable of the environment or an option of a command. */
export interface AppConfigOverlay {
  /** What findings call its place: `the option --issuer`. */
  readonly name: string;
  /** The names of the key that it sets: `['boost', 'kagenti', 'auth', 'issuer']`. */
  readonly key: readonly string[];
  /** Plain data. Variables in it are not filled in, and null removes what the files set. */
  readonly value: unknown;
}

/** An overlay as one more app-config, which is merged over those of the files. */
export function overlayNode({ name, key, value }: AppConfigOverlay): ConfigNode {
  const place = { source: overlaySource(name), start: 0, end: name.length };
  return key.reduceRight(
    (node: ConfigNode, segment) => mappingOf([[segment, node]], place),
    toNode(value, place),
  );
}

/** Whether overlays set something in the `boost` section, so that they can do without a file. */
export function setsBoost(overlays: readonly AppConfigOverlay[]): boolean {
  return overlays.some(({ key: [section], value }) => section === 'boost' && value !== null);
}

function toNode(value: unknown, place: Place): ConfigNode {
  if (Array.isArray(value)) {
    return { kind: 'list', place, items: value.map(item => toNode(item, place)) };
  }
  if (!isRecord(value)) return { kind: 'value', place, value, literal: false };
  const entries = Object.entries(value).map(
    ([name, below]) => [name, toNode(below, place)] as const,
  );
  return mappingOf(entries, place);
}

function mappingOf(members: readonly (readonly [string, ConfigNode])[], place: Place): MappingNode {
  const entries = new Map<string, ConfigEntry>(
    members.map(([name, node]) => [name, { keyPlace: place, node }]),
  );
  return { kind: 'mapping', place, entries };
}

/** The place of what an overlay sets. */
export function overlayPlace(name: string): SourceLocation {
  return { file: name, line: 0, column: 0, endLine: 0, endColumn: 0 };
}

/** What stands for the text of an overlay, which has no lines. */
function overlaySource(name: string): AppConfigSource {
  const frame = {
    file: name,
    text: name,
    locate: () => overlayPlace(name),
    toOuter: (offset: number) => offset,
    toOuterLine: () => 0,
    indentation: '',
    editable: true,
  } as const;
  return { ...frame, frame, isOverlay: true };
}
