import { boostConfigRegistry } from '@rhdh-boost/config-schema';
import { findLookalike } from '@rhdh-boost/internal/lookalike';
import { type Document, type ErrorCode, visit } from 'yaml';
import type { Finding, SourceLocation } from '../finding.ts';
import { findDuplicateKey } from './duplicate-key.ts';
import type { FoundYamlError } from './yaml-error.ts';

/** A mistake that keeps a text from being read: what to say of it. */
type Wording = readonly [code: string, message: string, hint: string];

const syntax = (message: string, hint: string): Wording => ['invalid_yaml', message, hint];
const indentation = 'Indent all keys of a section by the same number of spaces.';
const quoting =
  'Put quotes around text that contains special characters of YAML, such as : # { [ * & ! @.';
const properties = 'Write at most one anchor and one tag, before the value.';

/**
 * What the parser's errors mean. Its own messages quote the file, where a secret may stand, so
 * that none of them is passed on.
 */
const wordings: Readonly<Record<ErrorCode, Wording>> = {
  ALIAS_PROPS: syntax('is not valid YAML: an alias has an anchor or a tag', properties),
  BAD_ALIAS: syntax('is not valid YAML: an alias or an anchor has no valid name', quoting),
  BAD_COLLECTION_TYPE: syntax(
    'is not valid YAML: a tag does not match the value behind it',
    properties,
  ),
  BAD_DIRECTIVE: syntax(
    'is not valid YAML: unknown directive',
    'Remove the line that begins with %.',
  ),
  BAD_DQ_ESCAPE: syntax(
    'is not valid YAML: unknown escape sequence after a backslash in double quotes',
    'Write the backslash twice, or use single quotes.',
  ),
  BAD_INDENT: syntax('is not valid YAML: the indentation is wrong', indentation),
  BAD_PROP_ORDER: syntax('is not valid YAML: an anchor or a tag is in the wrong place', properties),
  BAD_SCALAR_START: syntax(
    'is not valid YAML: a plain value begins with a reserved character',
    quoting,
  ),
  BLOCK_AS_IMPLICIT_KEY: syntax(
    'is not valid YAML: two keys are on one line, or a key spans several lines',
    'Write one key per line. Put quotes around text that contains ": ".',
  ),
  BLOCK_IN_FLOW: syntax(
    'is not valid YAML: indented keys or list items are inside brackets',
    'Close the bracket first, or write everything in brackets.',
  ),
  DUPLICATE_KEY: [
    'duplicate_key',
    'contains the same key twice in one section',
    'Remove one of the two.',
  ],
  IMPOSSIBLE: syntax('is not valid YAML', quoting),
  KEY_OVER_1024_CHARS: syntax('is not valid YAML: a key is longer than 1024 characters', quoting),
  MISSING_CHAR: syntax(
    'is not valid YAML: a quote, a bracket, a comma, a colon or a space is missing',
    'Close open quotes and brackets, and write a space before a comment and after a colon.',
  ),
  MULTILINE_IMPLICIT_KEY: syntax(
    'is not valid YAML: a key spans several lines, or its colon or the space after the colon is missing',
    'Write the key, its colon and a space on one line.',
  ),
  MULTIPLE_ANCHORS: syntax('is not valid YAML: a value has two anchors', properties),
  MULTIPLE_DOCS: [
    'several_documents',
    'contains a second document, but Backstage reads one document per file',
    'Move everything from the line "---" on to a separate file.',
  ],
  MULTIPLE_TAGS: syntax('is not valid YAML: a value has two tags', properties),
  NON_STRING_KEY: syntax('is not valid YAML: a key is not text', quoting),
  RESOURCE_EXHAUSTION: [
    'too_deep',
    'has too many levels of nesting to be read',
    'Close open brackets, or reduce the number of levels.',
  ],
  TAB_AS_INDENT: syntax(
    'is not valid YAML: a line is indented with a tab',
    'Use spaces instead of tabs.',
  ),
  TAG_RESOLVE_FAILED: syntax(
    'is not valid YAML: a value does not match its tag',
    'Remove the tag.',
  ),
  UNEXPECTED_TOKEN: syntax('is not valid YAML: unexpected text', quoting),
};

/** Problems that the parser does not report by a code. */
const others = {
  alias_bomb: [
    'alias_bomb',
    'has aliases that make it many times larger when they are expanded',
    'Write the values out instead of using aliases of aliases.',
  ],
  unknown_alias: [
    'unknown_alias',
    'uses an alias whose anchor is not defined before it',
    'Define the anchor before the alias, or put quotes around text that begins with "*".',
  ],
  recursive_alias: [
    'recursive_alias',
    'contains an alias inside the value that it repeats',
    'Write the value out instead.',
  ],
  no_mapping: [
    'no_mapping',
    'is a list or a single value, but an app-config consists of keys',
    'Write keys at the start of lines, such as "app:" and "boost:".',
  ],
  unreadable: ['invalid_yaml', 'could not be read as YAML', quoting],
} as const satisfies Readonly<Record<string, Wording>>;

/** The name of a problem that the parser does not report by a code. */
export type OtherYamlProblem = keyof typeof others;

const openBracket = syntax(
  'is not valid YAML: a bracket is not closed before the next key, or its end is indented too little',
  'Close the bracket "{" or "[", and indent the lines inside it deeper than the key before it.',
);

/** A template is not YAML until it is rendered, so no other remedy helps. */
const templateHint = 'Render the template first, with "helm template" for a chart.';

/** What Git leaves in a file where two changes conflict. */
const conflictMarker = /^(?:<{7}|>{7})(?= |$)/m;
const mergeConflict = syntax(
  'contains markers of a merge conflict',
  'Resolve the conflict and delete the lines that begin with "<<<<<<<", "=======" and ">>>>>>>".',
);

function lineAt(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', offset);
  return text.slice(start, end === -1 ? text.length : end);
}

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
  const conflict = conflictMarker.exec(text);
  if (conflict !== null) {
    return toFinding(mergeConflict, locate(conflict.index, conflict.index + conflict[0].length));
  }
  // The parser has one code for all indentation; the beginning of this message quotes nothing.
  const isOpen = /^Flow (?:map|sequence) in block collection/.test(message);
  const finding = toFinding(isOpen ? openBracket : wordings[code], locate(...pos));
  if (text.includes('{{')) return { ...finding, hint: templateHint };
  const lookalike = findLookalike(lineAt(text, pos[0]));
  if (lookalike !== undefined) {
    return { ...finding, hint: `The line contains a ${lookalike.name}. ${lookalike.remedy}` };
  }
  const open = code === 'MISSING_CHAR' ? findOpenQuote(document, pos[0]) : undefined;
  if (open !== undefined) {
    const { line } = locate(open, open);
    return {
      ...finding,
      message: `is not valid YAML: a quote that is opened on line ${line} is not closed`,
      hint: 'Close the quote at the end of the value.',
    };
  }
  const margin = code === 'BAD_INDENT' && !isOpen ? findSectionAtMargin(text, pos[0]) : undefined;
  if (margin !== undefined) {
    const { line } = locate(margin.start, margin.start);
    return {
      ...finding,
      hint: `Indent ${margin.name} on line ${line}: it is at the top level, and belongs below boost.`,
    };
  }
  const duplicate = code === 'DUPLICATE_KEY' ? findDuplicateKey(document, pos[0]) : undefined;
  if (duplicate === undefined) return finding;
  const { line } = locate(duplicate.first, duplicate.first);
  const { path } = duplicate;
  if (path === undefined) {
    return { ...finding, message: `${finding.message}, first on line ${line}` };
  }
  return { ...finding, path, message: `is set twice in one section, first on line ${line}` };
}

/** Where a quoted text begins that has no end: the parser reports its end. */
function findOpenQuote(document: Document, offset: number): number | undefined {
  let found: number | undefined;
  visit(document, {
    Scalar(_, { type, range }) {
      const isQuoted = type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE';
      if (isQuoted && range && range[0] < offset && range[1] >= offset) found = range[0];
    },
  });
  return found;
}

const sectionNames = new Set(
  Object.keys(boostConfigRegistry.fields).map(key => key.split('.')[1] ?? key),
);

/** A section of Boost without indentation, in which the line with a wrong indentation is. */
function findSectionAtMargin(
  text: string,
  offset: number,
): { name: string; start: number } | undefined {
  const before = [...text.slice(0, offset).matchAll(/^([A-Za-z]+):/gm)];
  const last = before.at(-1);
  const [, name = ''] = last ?? [];
  const isAfterBoost = before.some(([, each]) => each === 'boost');
  return last !== undefined && isAfterBoost && sectionNames.has(name)
    ? { name, start: last.index }
    : undefined;
}

/** The finding for a problem of another kind. */
export function describeYamlProblem(problem: OtherYamlProblem, location: SourceLocation): Finding {
  return toFinding(others[problem], location);
}

function toFinding([code, message, hint]: Wording, location: SourceLocation): Finding {
  return { severity: 'error', code, message, hint, location };
}
