import type { AppConfigSource } from '../source/app-config-source.ts';
import type { TextRange } from '../text-range.ts';

/** A range of an app-config's text, and what is to stand there; lines in it end in `\n`. */
export interface TextEdit extends TextRange {
  /** The new text: whole lines where the range is whole lines. */
  readonly text: string;
}

/**
 * Makes edits of an app-config in the file that it stands in: new lines get the indentation of
 * the ConfigMap and the line ending of the line before them. The rest of the file stays as it is.
 *
 * @param outer - the whole text of the file
 * @param source - the app-config in it
 * @param edits - ranges that do not overlap, in any order
 */
export function applyEdits(
  outer: string,
  source: AppConfigSource,
  edits: readonly TextEdit[],
): string {
  return edits
    .toSorted((left, right) => right.start - left.start)
    .reduce((text, edit) => applyEdit(text, source, edit), outer);
}

function applyEdit(outer: string, source: AppConfigSource, edit: TextEdit): string {
  const { text } = source;
  const isLines = isLineStart(text, edit.start) || isLineAtEnd(text, edit);
  const toOuter = (offset: number) =>
    isLines && isLineStart(text, offset) ? source.toOuterLine(offset) : source.toOuter(offset);
  const start = toOuter(edit.start);
  const after = outer.slice(toOuter(edit.end));
  const lineEnding = lineEndingAt(outer, start);
  const added = edit.text
    .split('\n')
    .map((line, index) =>
      line === '' || (index === 0 && !isLines) ? line : source.indentation + line,
    )
    .join(lineEnding);
  const isAppended = isLines && added !== '' && start > 0 && outer[start - 1] !== '\n';
  const before = outer.slice(0, start) + (isAppended ? lineEnding : '') + added;
  // A last line that had no end has none afterwards, whichever line is the last one then.
  const endsLine = isLineStart(text, edit.end) && (after !== '' || outer.endsWith('\n'));
  return (isLines && !endsLine ? before.replace(/\r?\n$/, '') : before) + after;
}

/** Whether an edit adds lines behind a last line that has no end. */
function isLineAtEnd(text: string, edit: TextEdit): boolean {
  return edit.start === text.length && edit.text.endsWith('\n');
}

function isLineStart(text: string, offset: number): boolean {
  return offset === 0 || text[offset - 1] === '\n';
}

/** The ending of the line before an offset, or of its own line when it is the first. */
function lineEndingAt(text: string, offset: number): '\r\n' | '\n' {
  const before = text.lastIndexOf('\n', offset - 1);
  const end = before === -1 ? text.indexOf('\n') : before;
  return text[end - 1] === '\r' ? '\r\n' : '\n';
}
