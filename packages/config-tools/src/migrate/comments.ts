import { CST, Lexer } from 'yaml';
import type { TextRange } from '../text-range.ts';

/** A comment of a text. */
export interface Comment extends TextRange {
  /** It, from the `#` on, without white space at its end. */
  readonly text: string;
}

/** Marks of the lexer that stand for no characters of the text. */
const marks = new Set<string>([CST.DOCUMENT, CST.FLOW_END, CST.SCALAR]);

/** Every comment of a text, or of a part of one, in order. */
export function findComments(text: string): Comment[] {
  const comments: Comment[] = [];
  let offset = 0;
  let isScalar = false;
  for (const lexeme of new Lexer().lex(text)) {
    // What follows the mark is a plain value or a block of text, whatever it begins with.
    if (!isScalar && lexeme.startsWith('#')) {
      const end = offset + lexeme.length;
      comments.push({ start: offset, end, text: lexeme.trimEnd() });
    }
    isScalar = lexeme === CST.SCALAR;
    if (!marks.has(lexeme)) offset += lexeme.length;
  }
  return comments;
}

/** The comments that lie within ranges of a text. */
export function commentsWithin(text: string, ranges: readonly TextRange[]): Comment[] {
  return findComments(text).filter(comment => ranges.some(range => isWithin(comment, range)));
}

/** The comments that a text has once ranges of it are replaced. */
export function commentsAfter(
  text: string,
  edits: readonly (TextRange & { readonly text: string })[],
): string[] {
  const kept = findComments(text).filter(comment => !edits.some(edit => isWithin(comment, edit)));
  const added = edits.flatMap(({ start, text: written }) =>
    findComments(written).map(comment => ({ start, text: comment.text })),
  );
  // Of two at the same offset the new one comes first: it is written in front of what stands there.
  return [...added, ...kept]
    .toSorted((left, right) => left.start - right.start)
    .map(comment => comment.text);
}

function isWithin(inner: TextRange, outer: TextRange): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}
