import type { TextRange } from '../text-range.ts';

/** A key in block style as whole lines. */
export interface KeyLines extends TextRange {
  /** The white space in front of the key. */
  readonly indentation: string;
}

const commentLine = /^( *)#/;
const blankLine = /^[ \t]*\r?$/;

/**
 * The lines of a key in block style, with the comments that belong to it: those directly above it
 * in its own column, those in its lines and among the lines of its value, and those behind it that
 * are indented deeper than it. Undefined when something else stands before it in its line.
 *
 * @param text - the whole text
 * @param edges - the key with its value, without comments
 */
export function findKeyLines(text: string, edges: TextRange): KeyLines | undefined {
  const lineStart = startOfLine(text, edges.start);
  const indentation = text.slice(lineStart, edges.start);
  if (!/^ *$/.test(indentation)) return undefined;
  return {
    start: includeCommentsAbove(text, lineStart, indentation.length),
    end: includeCommentsBelow(text, nextLine(text, edges.end), indentation.length),
    indentation,
  };
}

/** Where the line of an offset begins. */
function startOfLine(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** Where the line after that of an offset begins, or where the text ends. */
function nextLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end === -1 ? text.length : end + 1;
}

function includeCommentsAbove(text: string, lineStart: number, column: number): number {
  let start = lineStart;
  while (start > 0) {
    const above = startOfLine(text, start - 1);
    if (commentColumn(text.slice(above, start)) !== column) break;
    start = above;
  }
  return start;
}

function includeCommentsBelow(text: string, lineStart: number, column: number): number {
  let end = lineStart;
  for (let at = lineStart; at < text.length; ) {
    const next = nextLine(text, at);
    const line = text.slice(at, next).replace(/\n$/, '');
    const comment = commentColumn(line);
    if (comment === undefined && !blankLine.test(line)) break;
    if (comment !== undefined && comment <= column) break;
    if (comment !== undefined) end = next;
    at = next;
  }
  return end;
}

function commentColumn(line: string): number | undefined {
  return commentLine.exec(line)?.[1]?.length;
}
