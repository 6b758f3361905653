import {
  type Alias,
  type Document,
  isMap,
  isNode,
  isScalar,
  type ParsedNode,
  parseDocument,
} from 'yaml';
import type { Finding } from '../finding.ts';
import type { AppConfigSource } from './app-config-source.ts';
import { visitAliases } from './visit-aliases.ts';
import { anyKeys, type FoundYamlError, firstErrorOf } from './yaml-error.ts';
import { describeYamlError, describeYamlProblem, type OtherYamlProblem } from './yaml-problem.ts';

/** What reading YAML needs to know of its text. */
export type YamlText = Pick<AppConfigSource, 'text' | 'locate'>;

/** A document that can be walked without harm, or why there is none. */
export type YamlReading =
  | {
      /** The document, its nodes with ranges in the text. */
      readonly document: Document.Parsed;
      /** The whole of it as plain values, aliases filled in. */
      readonly value: unknown;
      /** Not there when the text could be read. */
      readonly problem?: undefined;
    }
  | {
      /** Not there when the text could not be read. */
      readonly document?: undefined;
      /** Not there when the text could not be read. */
      readonly value?: undefined;
      /** Why the text could not be read; it quotes nothing. */
      readonly problem: Finding;
    };

/** How to read. */
export interface YamlOptions {
  /** Whether each node keeps the tokens that it was made from, for edits. Default: false. */
  readonly keepSourceTokens?: boolean;
}

/**
 * Reads a text as Backstage does: YAML 1.2, or 1.1 after a directive; one document; no key twice.
 * What comes back is safe to walk: each alias has its anchor before it, none contains itself, and
 * all of them together stay within the limit that the parser has against alias bombs.
 *
 * @param source - the text, and where it stands
 * @returns the document, of any root, or the first problem with it
 */
export function parseYaml(source: YamlText, options: YamlOptions = {}): YamlReading {
  const document = parseDocument(source.text, {
    ...parserOptions,
    keepSourceTokens: options.keepSourceTokens ?? false,
  });
  return readDocument(document, source);
}

/** How all texts are parsed. Warnings of the parser quote the file: it is not to print them. */
export const parserOptions = { ...anyKeys, prettyErrors: false, logLevel: 'error' } as const;

/** The same for a document of several in a text. */
export function readDocument(document: Document.Parsed, source: YamlText): YamlReading {
  const { text } = source;
  const error = firstErrorOf(document);
  if (error !== undefined) return { problem: describeErrorOf(document, error, source) };
  const problem = text.includes('*') ? findWrongAlias(document) : undefined;
  if (problem !== undefined) return refuse(problem, source);
  try {
    return { document, value: document.toJS() };
  } catch (thrown) {
    const kind = Object(thrown).name === 'ReferenceError' ? 'alias_bomb' : 'unreadable';
    return refuse({ kind, range: firstAlias(document) }, source);
  }
}

/** The finding for an error in a document. */
export function describeErrorOf(
  document: Document.Parsed,
  error: FoundYamlError,
  source: YamlText,
): Finding {
  const { text } = source;
  const locate = (start: number, end: number) => source.locate(start, end);
  return describeYamlError(error, { document, text, locate });
}

function refuse({ kind, range: [start, end] }: AliasProblem, source: YamlText): YamlReading {
  return { problem: describeYamlProblem(kind, source.locate(start, end)) };
}

/**
 * The same for a whole app-config, whose root is a mapping. Nothing, or only comments, is no
 * mistake: the document's contents are then null.
 */
export function parseAppConfigYaml(source: YamlText, options: YamlOptions = {}): YamlReading {
  const reading = parseYaml(source, options);
  if (reading.document === undefined) return reading;
  const { contents } = reading.document;
  if (isMap(contents) || isNothing(contents)) return reading;
  const [start, end] = rangeOf(contents);
  return { problem: describeYamlProblem('no_mapping', source.locate(start, end)) };
}

/** Whether a document is empty, only comments, or null: Backstage takes all three for no file. */
export function isNothing(contents: ParsedNode | null): boolean {
  return contents === null || (isScalar(contents) && contents.value === null);
}

/** More aliases than that are refused: the parser looks through the whole text for each. */
const mostAliases = 10_000;

interface AliasProblem {
  readonly kind: OtherYamlProblem;
  readonly range: readonly [start: number, end: number];
}

/** The first alias that has no anchor, that stands inside its own, or that is one too many. */
function findWrongAlias(document: Document.Parsed): AliasProblem | undefined {
  let found: AliasProblem | undefined;
  let count = 0;
  visitAliases(document, ({ alias, target, path }) => {
    count += 1;
    if (target === undefined) found = { kind: 'unknown_alias', range: rangeOf(alias) };
    else if (path.includes(target)) found = { kind: 'recursive_alias', range: rangeOf(alias) };
    else if (count > mostAliases) found = { kind: 'alias_bomb', range: rangeOf(alias) };
    return found === undefined;
  });
  return found;
}

function firstAlias(document: Document.Parsed): [number, number] {
  let first: Alias | undefined;
  visitAliases(document, ({ alias }) => {
    first = alias;
    return false;
  });
  return rangeOf(first);
}

function rangeOf(node: unknown): [number, number] {
  const [start, end] = (isNode(node) ? node.range : undefined) ?? [0, 0];
  return [start, end];
}
