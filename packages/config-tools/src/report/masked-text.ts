import { firstIndex } from '../first-index.ts';
import { readAppConfigSources } from '../source/read-sources.ts';
import type { TextRange } from '../text-range.ts';
import { formatMaskedLine, type MaskedLine, maskLine } from './masked-line.ts';
import { findReadableRanges } from './readable-ranges.ts';

/** A text whose lines can be shown without their values. */
export interface MaskedText {
  /** How many lines it has. */
  readonly lineCount: number;
  /** A line, counted from 1. */
  line(number: number): MaskedLine;
}

/** What is shown of a text, and what is not. */
export interface MaskOptions {
  /** Ranges of the file's text in which names are masked too. Default: none. */
  readonly hidden?: readonly TextRange[] | undefined;
  /** Ranges of the file's text, each within a line, that are shown although they are values. Default: none. */
  readonly shown?: readonly TextRange[] | undefined;
}

const byteOrderMark = '\uFEFF';

/** Masks the text of a file; what is an app-config inside a ConfigMap shows its own keys. */
export function createMaskedText(
  file: string,
  fileText: string,
  { hidden = [], shown = [] }: MaskOptions = {},
): MaskedText {
  // Editors show no byte order mark, and columns do not count it.
  const skipped = fileText.startsWith(byteOrderMark) ? byteOrderMark.length : 0;
  const text = fileText.slice(skipped);
  const isHidden = createHiddenTest(hidden);
  const readable = [
    ...findReadableRanges(text),
    ...findEmbeddedRanges(file, text),
    ...shown.map(({ start, end }) => ({ start: start - skipped, end: end - skipped })),
  ]
    .filter(({ start, end }) => !isName(text.slice(start, end)) || !isHidden(start + skipped))
    .sort((left, right) => left.start - right.start);
  const bounds = findLineBounds(text);
  // Many findings may stand on one long line: it is masked once.
  const masked = new Map<number, MaskedLine>();
  return {
    lineCount: bounds.length,
    line(number) {
      const known = masked.get(number);
      if (known !== undefined) return known;
      const { start, end } = bounds[number - 1] ?? { start: 0, end: 0 };
      const first = firstIndex(readable, range => range.start >= start);
      const last = firstIndex(readable, range => range.start >= end);
      const line = maskLine(text, { start, end }, readable.slice(first, last));
      masked.set(number, line);
      return line;
    },
  };
}

function isName(shown: string): boolean {
  return /[\p{L}\p{N}_$]/u.test(shown);
}

/** Whether an offset is in one of many ranges, which may overlap. */
function createHiddenTest(hidden: readonly TextRange[]): (offset: number) => boolean {
  const merged: TextRange[] = [];
  for (const range of hidden.toSorted((left, right) => left.start - right.start)) {
    const last = merged.at(-1);
    if (last === undefined || range.start > last.end) merged.push(range);
    else if (range.end > last.end) merged[merged.length - 1] = { ...last, end: range.end };
  }
  return offset => {
    const before = merged[firstIndex(merged, ({ start }) => start > offset) - 1];
    return before !== undefined && offset < before.end;
  };
}

/**
 * A whole text with as many lines, of which keys, punctuation and `${VARIABLE}`, quoted or not, are left and all
 * else is masked, except values that may be shown: for a difference between two texts.
 *
 * @param file - the file as it was named
 * @param text - its text, of a ConfigMap with all around the app-config
 * @param options - what else is masked or shown
 */
export function maskText(file: string, text: string, options: MaskOptions = {}): string {
  const masked = createMaskedText(file, text, options);
  return Array.from({ length: masked.lineCount }, (_, index) =>
    formatMaskedLine(masked.line(index + 1)),
  ).join('\n');
}

function findLineBounds(text: string): TextRange[] {
  let start = 0;
  return text.split('\n').map(line => {
    const bounds = { start, end: start + line.length };
    start = bounds.end + 1;
    return bounds;
  });
}

function findEmbeddedRanges(file: string, text: string): TextRange[] {
  const { sources = [] } = readAppConfigSources(file, text);
  // Of a text of several app-configs, all parts are found in one pass.
  const frames = new Set(sources.map(({ frame }) => frame));
  return [...frames]
    .filter(frame => frame.text !== text && frame.editable === true)
    .flatMap(frame =>
      findReadableRanges(frame.text).map(
        ({ start, end }): TextRange => ({
          start: frame.toOuter(start),
          end: frame.toOuter(end - 1) + 1,
        }),
      ),
    );
}
