import { Lexer } from 'yaml';
import type { TextRange } from '../text-range.ts';

/** What the lexer puts in front of a plain scalar and of the text of a block. */
const scalarFollows = '\x1f';
/** What the lexer says without a character of the text: a document begins, a flow collection broke off. */
const lexerMarks = new Set(['\x02', '\x18']);
const blank = /^[ \t\r\n]+$/;
const indicator = /^(?:---|\.\.\.|[-?:,[\]{}]|[|>][0-9+-]*)$/;
/** A name as configurations have them, or a merge key; anything else could be a value that went astray. */
const plainName = /^(?:<<|(["']?)[\p{L}_$][\p{L}\p{M}\p{N}_$./-]{0,47}\1)$/u;
const flowKeyFollows = new Set(['{', '[', ',']);
/** The name of a variable tells no value; anything more, such as a default, could. */
const placeholder = /^(["']?)\$\{[A-Z_][A-Z0-9_]*\}\1$/;

/** What was read so far, as far as it tells what the next token is. */
interface LexerState {
  /** How many flow collections are open. */
  flowDepth: number;
  /** The token before, white space and comments left out. */
  before: string;
  /** Whether that token is (a part of) a value. */
  afterValue: boolean;
  /** Whether nothing but `-`, `?` and white space stands before in the line. */
  startsLine: boolean;
  /** The offset at which the line begins. */
  lineStart: number;
  /** The column of the last key or `-`; a key after a value must not stand deeper. */
  keyColumn: number;
}

/**
 * What may be shown of a YAML text, in order: keys, punctuation, and scalars that are `${VARIABLE}` and
 * nothing else, quoted or not. It goes by the tokens, so that
 * it also serves for texts that do not parse; where it is in doubt whether something is a key, it
 * is left out. White space is left out as well.
 */
export function findReadableRanges(text: string): TextRange[] {
  const readable: TextRange[] = [];
  const state: LexerState = {
    flowDepth: 0,
    before: '',
    afterValue: false,
    startsLine: true,
    lineStart: 0,
    keyColumn: -1,
  };
  let offset = 0;
  let isScalar = false;
  for (const token of new Lexer().lex(text)) {
    if (token === scalarFollows && !isScalar) {
      isScalar = true;
      continue;
    }
    if (lexerMarks.has(token) && !isScalar) {
      if (token === '\x18') state.flowDepth = 0;
      continue;
    }
    // Tokens are the text, piece by piece; should they ever not be, nothing more is shown.
    if (!text.startsWith(token, offset)) return readable;
    const isName = (isScalar || /^["']/.test(token)) && placeholder.test(token);
    if (isReadable(token, isScalar, { text, offset, state }) || isName) {
      readable.push({ start: offset, end: offset + token.length });
    } else if (!isScalar && token.startsWith('#')) {
      readable.push({ start: offset, end: offset + 1 });
    }
    isScalar = false;
    const lineBreak = token.lastIndexOf('\n');
    if (lineBreak !== -1) state.lineStart = offset + lineBreak + 1;
    offset += token.length;
  }
  return readable;
}

interface TokenContext {
  readonly text: string;
  readonly offset: number;
  readonly state: LexerState;
}

/** Whether a token may be shown; moves the state on behind it. */
function isReadable(token: string, isScalar: boolean, at: TokenContext): boolean {
  const { state } = at;
  if (!isScalar && (blank.test(token) || token.startsWith('#'))) {
    if (token.includes('\n')) state.startsLine = true;
    return false;
  }
  if (!isScalar && indicator.test(token)) {
    passIndicator(token, at);
    return true;
  }
  const isKey = isPlainKey(token, at);
  if (isKey && state.flowDepth === 0) state.keyColumn = columnOf(at);
  state.before = 'scalar';
  // Behind an anchor or a tag the value is still to come.
  state.afterValue = !isKey && (isScalar || !/^[&!]/.test(token));
  state.startsLine = isScalar && token.endsWith('\n');
  return isKey;
}

function passIndicator(token: string, at: TokenContext): void {
  const { state } = at;
  if (token === '{' || token === '[') state.flowDepth += 1;
  if (token === '}' || token === ']') state.flowDepth = Math.max(0, state.flowDepth - 1);
  if (token === '---' || token === '...') state.keyColumn = -1;
  if (token === '-' && state.startsLine) state.keyColumn = columnOf(at);
  state.startsLine &&= token === '-' || token === '?';
  state.before = token;
  state.afterValue = token === '}' || token === ']';
}

function isPlainKey(token: string, at: TokenContext): boolean {
  const { text, offset, state } = at;
  if (!plainName.test(token) || !/^[ \t]*:/.test(text.slice(offset + token.length))) return false;
  if (state.flowDepth > 0) return flowKeyFollows.has(state.before);
  return state.startsLine && !(state.afterValue && columnOf(at) > state.keyColumn);
}

function columnOf({ offset, state }: TokenContext): number {
  return offset - state.lineStart;
}
