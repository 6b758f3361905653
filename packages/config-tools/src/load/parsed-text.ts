import { type Node, parseDocument } from 'yaml';
import type { Finding } from '../finding.ts';
import type { AppConfigSource } from '../source/app-config-source.ts';
import { parseAppConfigYaml, parseYaml, type YamlReading } from '../source/parse-yaml.ts';
import { anyKeys } from '../source/yaml-error.ts';
import { YamlNodes } from '../source/yaml-nodes.ts';
import { hideOtherSections, type ShownSections } from './hide-sections.ts';

/** A text that was parsed: its value as Backstage has it, and where each part of it stands. */
export interface ParsedText {
  /** The text. */
  readonly source: AppConfigSource;
  /** What it holds: mappings are objects, and variables are not yet filled in. */
  readonly value: unknown;
  /** The nodes that the parts of the value came from. */
  readonly nodes: YamlNodes;
  /** The node of the whole value, where it has one. */
  readonly root: Node | undefined;
}

/** A parsed text, or why it could not be parsed. */
export type Parsing =
  | { readonly parsed: ParsedText; readonly problem?: undefined }
  | { readonly parsed?: undefined; readonly problem: Finding };

/**
 * Parses an app-config. One that is empty, or holds only comments, has the value null.
 *
 * @param only - the sections that matter: others may have the value null, whatever they hold
 */
export function parseAppConfig(source: AppConfigSource, only?: ShownSections): Parsing {
  if (source.part !== undefined) {
    const { node, nodes, value } = source.part;
    return { parsed: { source, value, nodes, root: node } };
  }
  const text = only === undefined ? undefined : hideOtherSections(source.text, only);
  if (text !== undefined) {
    const reading = parseAppConfigYaml({ text, locate: (start, end) => source.locate(start, end) });
    if (reading.problem === undefined) return finish(source, reading);
    // The problem is told by the text as it is.
  }
  return finish(source, parseAppConfigYaml(source));
}

/** Parses an included YAML file, whose root may be anything. */
export function parseIncludedYaml(source: AppConfigSource): Parsing {
  const parsing = finish(source, parseYaml(source));
  if (parsing.problem === undefined) return parsing;
  // Its path is not known to end at a sensitive field: what includes the file may be one.
  const { path: _path, ...problem } = parsing.problem;
  return { problem };
}

/**
 * Parses an included JSON file: the value is `JSON.parse`'s. YAML's parser, which reads nearly all
 * JSON, tells only the places.
 */
export function parseIncludedJson(source: AppConfigSource): Parsing {
  let value: unknown;
  try {
    value = JSON.parse(source.text);
  } catch {
    // What was thrown quotes the file, so it is not passed on.
    return { problem: describeInvalidJson(source) };
  }
  const document = parseDocument(source.text, { ...anyKeys, logLevel: 'silent' });
  return { parsed: toParsed(source, value, new YamlNodes(document)) };
}

function finish(source: AppConfigSource, reading: YamlReading): Parsing {
  if (reading.problem !== undefined) return { problem: reading.problem };
  const { value, document } = reading;
  return { parsed: toParsed(source, value, new YamlNodes(document)) };
}

function toParsed(source: AppConfigSource, value: unknown, nodes: YamlNodes): ParsedText {
  return { source, value, nodes, root: nodes.root };
}

function describeInvalidJson(source: AppConfigSource): Finding {
  return {
    severity: 'error',
    code: 'invalid_json',
    message: 'is not valid JSON',
    hint: 'Correct the file. JSON has no comments, and no comma after the last item.',
    location: source.locate(0, 0),
  };
}
