import type { AppConfigSource } from '../source/app-config-source.ts';
import type { TextRange } from './token-range.ts';

/** A range of an app-config's text, and what is to stand there; lines in it end in `\n`. */
export interface TextEdit extends TextRange {
  /** The new text. Where the range begins a line, the new text does, too. */
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
  const startsLine = isLineStart(source.text, edit.start);
  const toOuter = (offset: number) =>
    startsLine && isLineStart(source.text, offset)
      ? source.toOuterLine(offset)
      : source.toOuter(offset);
  const start = toOuter(edit.start);
  const before = outer.slice(0, start);
  const after = outer.slice(toOuter(edit.end));
  const lineEnding = lineEndingAt(outer, start);
  const lines = edit.text
    .split('\n')
    .map((line, index) =>
      line === '' || (index === 0 && !startsLine) ? line : source.indentation + line,
    );
  const text = lines.join(lineEnding);
  // The last line of a file may lack its end, which is then lacking behind the new last line.
  const isAppended = startsLine && text !== '' && before !== '' && !before.endsWith('\n');
  return isAppended
    ? before + lineEnding + text.slice(0, -lineEnding.length) + after
    : before + text + after;
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
