import type { Document, ErrorCode } from 'yaml';
import type { Finding, SourceLocation } from '../finding.ts';
import { findDuplicateKey } from './duplicate-key.ts';
import type { FoundYamlError } from './yaml-error.ts';

/** A mistake that keeps a text from being read: what to say of it. */
type Wording = readonly [code: string, message: string, hint: string];

const syntax = (message: string, hint: string): Wording => ['invalid_yaml', message, hint];
const indentation = 'Put each key of a section in the same column, with spaces in front.';
const quoting = 'Put quotes around text that begins with, or holds, characters of YAML.';
const properties = 'Write at most one anchor and one tag, before the value.';

/**
 * What the parser's errors mean. Its own messages quote the file, where a secret may stand, so
 * that none of them is passed on.
 */
const wordings: Readonly<Record<ErrorCode, Wording>> = {
  ALIAS_PROPS: syntax('is no YAML: an alias has an anchor or a tag of its own', properties),
  BAD_ALIAS: syntax('is no YAML: an alias or an anchor has no name, or a wrong one', quoting),
  BAD_COLLECTION_TYPE: syntax('is no YAML: a tag does not fit the value behind it', properties),
  BAD_DIRECTIVE: syntax(
    'is no YAML: there is no such directive',
    'Remove the line that begins with %.',
  ),
  BAD_DQ_ESCAPE: syntax(
    'is no YAML: a backslash in double quotes is followed by what is no escape',
    'Write the backslash twice, or use single quotes.',
  ),
  BAD_INDENT: syntax('is no YAML: the indentation is wrong', indentation),
  BAD_PROP_ORDER: syntax('is no YAML: an anchor or a tag stands in a wrong place', properties),
  BAD_SCALAR_START: syntax('is no YAML: a plain value begins with a reserved character', quoting),
  BLOCK_AS_IMPLICIT_KEY: syntax(
    'is no YAML: there are two keys in one line, or a key goes over several lines',
    'Put each key on a line of its own; quote text that holds ": ".',
  ),
  BLOCK_IN_FLOW: syntax(
    'is no YAML: indented keys or list items stand within brackets',
    'Close the bracket before, or write all of it in brackets.',
  ),
  DUPLICATE_KEY: [
    'duplicate_key',
    'is refused: the same key stands twice in one mapping',
    'Keep one of the two.',
  ],
  IMPOSSIBLE: syntax('is no YAML', quoting),
  KEY_OVER_1024_CHARS: syntax('is no YAML: a key is longer than 1024 characters', quoting),
  MISSING_CHAR: syntax(
    'is no YAML: a quote, a bracket, a comma, a colon or a space is missing',
    'Close what is open, and leave a space before a comment and after a colon.',
  ),
  MULTILINE_IMPLICIT_KEY: syntax(
    'is no YAML: a key goes over several lines, or its colon is missing',
    'Write the key and its colon in one line.',
  ),
  MULTIPLE_ANCHORS: syntax('is no YAML: a value has two anchors', properties),
  MULTIPLE_DOCS: [
    'several_documents',
    'is refused: there is a second document, and Backstage reads files of one',
    'Remove the line "---" and what follows it, or make it a file of its own.',
  ],
  MULTIPLE_TAGS: syntax('is no YAML: a value has two tags', properties),
  NON_STRING_KEY: syntax('is no YAML: a key is no text', quoting),
  RESOURCE_EXHAUSTION: [
    'too_deep',
    'is refused: it is nested too deeply to be read',
    'Close the brackets that are open, or write it with fewer levels.',
  ],
  TAB_AS_INDENT: syntax('is no YAML: a tab is used as indentation', 'Use spaces instead of tabs.'),
  TAG_RESOLVE_FAILED: syntax('is no YAML: a value does not fit its tag', 'Remove the tag.'),
  UNEXPECTED_TOKEN: syntax('is no YAML: something stands where nothing may', quoting),
};

/** Problems that the parser does not report by a code. */
const others = {
  alias_bomb: [
    'alias_bomb',
    'is refused: its aliases would make it many times larger',
    'Write the values out instead of repeating an alias of aliases.',
  ],
  unknown_alias: [
    'unknown_alias',
    'is refused: an alias has no anchor of that name before it',
    'Define the anchor before the alias, or quote text that begins with "*".',
  ],
  recursive_alias: [
    'recursive_alias',
    'is refused: an alias stands inside the value that it repeats',
    'Write the value out instead.',
  ],
  no_mapping: [
    'no_mapping',
    'is refused: an app-config is a mapping, and this is a list or a single value',
    'Begin with keys, such as "app:" and "boost:".',
  ],
  unreadable: ['invalid_yaml', 'could not be read as YAML', quoting],
} as const satisfies Readonly<Record<string, Wording>>;

/** The name of a problem that the parser does not report by a code. */
export type OtherYamlProblem = keyof typeof others;

const openBracket = syntax(
  'is no YAML: a bracket is not closed before the next key, or is closed too far to the left',
  'Close the bracket "{" or "[", and indent the lines within it deeper than the key before it.',
);

/** In a template, no mistake of YAML is worth mending: it is none yet. */
const templateHint = 'Render the template first, with "helm template" for a chart.';

/** A document that the parser made of a text, and where the text stands. */
export interface ParsedDocument {
  /** What the parser made of it, mistakes and all. */
  readonly document: Document;
  /** The text. */
  readonly text: string;
  /** The place of a range of it. */
  readonly locate: (start: number, end: number) => SourceLocation;
}

/** The finding for an error of the parser, in our words. */
export function describeYamlError(
  { code, message, pos }: FoundYamlError,
  { document, text, locate }: ParsedDocument,
): Finding {
  // The parser has one code for all indentation; the beginning of this message quotes nothing.
  const isOpen = /^Flow (?:map|sequence) in block collection/.test(message);
  const finding = toFinding(isOpen ? openBracket : wordings[code], locate(...pos));
  if (text.includes('{{')) return { ...finding, hint: templateHint };
  const duplicate = code === 'DUPLICATE_KEY' ? findDuplicateKey(document, pos[0]) : undefined;
  if (duplicate === undefined) return finding;
  const { line } = locate(duplicate.first, duplicate.first);
  const { path } = duplicate;
  const told = `${finding.message}, first in line ${line}`;
  return { ...finding, ...(path === undefined ? {} : { path }), message: told };
}

/** The finding for a problem of another kind. */
export function describeYamlProblem(problem: OtherYamlProblem, location: SourceLocation): Finding {
  return toFinding(others[problem], location);
}

function toFinding([code, message, hint]: Wording, location: SourceLocation): Finding {
  return { severity: 'error', code, message, hint, location };
}
