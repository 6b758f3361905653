import { Lexer } from 'yaml';
import type { TextRange } from '../text-range.ts';

/** What the lexer puts in front of a plain scalar and of the text of a block. */
const scalarFollows = '\x1f';
/** What the lexer says where a flow collection breaks off. */
const flowBreaks = '\x18';
/** What the lexer says where a document begins. */
const documentBegins = '\x02';
/** White space, comments and the byte order mark. */
const silent = /^(?:[ \t\r\n]+$|[#\uFEFF])/;

/**
 * What may stand below certain keys of a YAML text, for a text that does not parse: from each of
 * the keys on, until brackets or indentation surely leave it. It goes by the tokens; what is in
 * doubt is taken to be below.
 *
 * @param names - the last names of the keys, wherever they stand
 * @returns the ranges, in order
 */
export function findRangesBelow(text: string, names: readonly string[]): TextRange[] {
  // An alias may repeat the name of a key.
  const opens = (token: string) => token.startsWith('*') || holdsOne(token, names);
  const ranges = new RangesBelow(text, opens).find();
  const repeats = ranges.some(({ start, end }) => /[\s:,[{-]\*/.test(text.slice(start, end)));
  if (!repeats) return ranges;
  // What an alias below a key repeats stands at its anchor.
  return new RangesBelow(text, token => token.startsWith('&') || opens(token)).find();
}

/**
 * Whether a token holds one of the names: where a quote or a bracket is missing, a key may have
 * become the end of a text. With escapes it may hold any.
 */
function holdsOne(token: string, names: readonly string[]): boolean {
  if (/^["']/.test(token) && token.includes('\\')) return true;
  return names.some(name => token.includes(name));
}

/** A key below which nothing may be shown. */
interface OpenKey {
  /** The offset behind it. */
  readonly start: number;
  /** The column of its line: what is deeper is below it. */
  readonly column: number;
  /** Whether its line is an item of a list, which the next item ends. */
  readonly isInItem: boolean;
  /** How many brackets are open around it; in brackets, indentation tells nothing. */
  readonly depth: number;
}

class RangesBelow {
  readonly #text: string;
  readonly #opens: (token: string) => boolean;
  readonly #ranges: TextRange[] = [];
  #open: OpenKey | undefined;
  #offset = 0;
  #lineStart = 0;
  #lineColumn = 0;
  /** Whether the line is an item of a list. */
  #isItem = false;
  /** Whether only white space stands before in the line. */
  #startsLine = true;
  /** Whether the text of a block comes next, which may begin in any column. */
  #isBlock = false;
  /** Whether brackets around the open key, or below it, broke off: nothing tells its end any more. */
  #isEndless = false;
  /** How many brackets are open. */
  #depth = 0;

  constructor(text: string, opens: (token: string) => boolean) {
    this.#text = text;
    this.#opens = opens;
  }

  find(): TextRange[] {
    let isScalar = false;
    for (const token of new Lexer().lex(this.#text)) {
      if (!isScalar && token === scalarFollows) {
        isScalar = true;
      } else if (!isScalar && token === flowBreaks) {
        this.#breakFlow();
      } else if (isScalar || token !== documentBegins) {
        // Tokens are the text, piece by piece; should they ever not be, the rest is below.
        if (!this.#text.startsWith(token, this.#offset)) {
          this.#openKey('');
          break;
        }
        if (isScalar || !silent.test(token)) this.#see(token, isScalar);
        this.#pass(token);
        isScalar = false;
      }
    }
    this.#offset = this.#text.length;
    this.#close();
    return this.#ranges;
  }

  #breakFlow(): void {
    if (this.#open === undefined) this.#depth = 0;
    else this.#isEndless = true;
  }

  #see(token: string, isScalar: boolean): void {
    if (this.#startsLine && !this.#isBlock) {
      this.#lineColumn = this.#columnOfLine();
      this.#isItem = token === '-';
      if (this.#leavesBlock(token)) this.#close();
    }
    this.#startsLine = false;
    this.#isBlock = !isScalar && /^[|>]/.test(token);
    if (!isScalar && (token === '{' || token === '[')) this.#depth += 1;
    if (!isScalar && (token === '}' || token === ']')) this.#depth = Math.max(0, this.#depth - 1);
    if (!isScalar && this.#leavesFlow(token)) this.#close();
    if (this.#open === undefined && this.#opens(token)) this.#openKey(token);
  }

  #pass(token: string): void {
    const lineBreak = token.lastIndexOf('\n');
    if (lineBreak !== -1) {
      this.#lineStart = this.#offset + lineBreak + 1;
      this.#startsLine = token.slice(lineBreak).trim() === '';
    }
    this.#offset += token.length;
  }

  /** How far a line is indented; a tab may be any number of columns. */
  #columnOfLine(): number {
    const indentation = this.#text.slice(this.#lineStart, this.#offset);
    return indentation.includes('\t') ? Number.POSITIVE_INFINITY : indentation.length;
  }

  /** A list may stand in the column of its key, and so does the colon of a key in the long form. */
  #leavesBlock(token: string): boolean {
    if (this.#open === undefined || this.#depth > 0 || this.#isEndless) return false;
    const { column, isInItem } = this.#open;
    if (this.#lineColumn === column) return token !== ':' && (token !== '-' || isInItem);
    return this.#lineColumn < column;
  }

  #leavesFlow(token: string): boolean {
    if (this.#open === undefined || this.#open.depth === 0 || this.#isEndless) return false;
    const { depth } = this.#open;
    return this.#depth < depth || (this.#depth === depth && token === ',');
  }

  #openKey(token: string): void {
    const start = this.#offset + token.length;
    this.#open ??= {
      start,
      column: this.#lineColumn,
      isInItem: this.#isItem,
      depth: this.#depth,
    };
  }

  #close(): void {
    if (this.#open === undefined) return;
    this.#ranges.push({ start: this.#open.start, end: this.#offset });
    this.#open = undefined;
  }
}
