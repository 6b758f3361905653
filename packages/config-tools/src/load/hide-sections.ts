import { PlainBlocks } from './plain-blocks.ts';
import { readPlainLine, readSectionName } from './plain-line.ts';

/** Which sections of an app-config matter. */
export interface ShownSections {
  /** The name of one section. */
  readonly section: string;
  /** A text: each section that contains it matters, too. */
  readonly mentions?: string;
}

/**
 * Makes a comment of the content of each section that is written so plainly that it is certain to be
 * in order, to include nothing and to have no part in another, so that YAML's parser, which most of
 * the time of a check goes to, need not read it. Keys of the root, other sections and the one that
 * matters stay at their offsets.
 *
 * A text with a mistake in a section that stays has it still, though perhaps at another place.
 *
 * @param text - an app-config
 * @param shown - the sections that stay, however plain
 * @returns a text of the same length; undefined when it is not certain where each section ends
 */
export function hideOtherSections(text: string, shown: ShownSections): string | undefined {
  const sections = notText.test(text) ? undefined : findSections(text, shown.section);
  if (sections === undefined) return undefined;
  const before = text.slice(0, sections[0]?.start ?? text.length);
  const after = sections.map(({ name, start, end, isHidden }) => {
    const content = text.slice(start + name.length + 1, end);
    const isMentioned = shown.mentions !== undefined && content.includes(shown.mentions);
    return `${name}:${isHidden && !isMentioned ? asComment(content) : content}`;
  });
  return asComment(before) + after.join('');
}

/** What YAML may read in its own way: control characters but for ends of lines, and the byte order mark. */
const notText = /\r(?!\n)|[^\P{Cc}\r\n]|\uFEFF/u;

/** A key of the root and what it is set to, from the one offset up to the other. */
interface Section {
  readonly name: string;
  readonly start: number;
  end: number;
  isHidden: boolean;
}

/** The sections of a text in their order; undefined where a line at the margin begins none. */
function findSections(text: string, shown: string): Section[] | undefined {
  const sections: Section[] = [];
  const names = new Set<string>();
  let current: Section | undefined;
  let blocks = new PlainBlocks();
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    const line = text.slice(start, text.charAt(end - 1) === '\r' ? end - 1 : end);
    const next = Math.min(end + 1, text.length);
    const name = readSectionName(line);
    if (name !== undefined) {
      if (names.has(name)) return undefined;
      names.add(name);
      current = { name, start, end, isHidden: name !== shown };
      sections.push(current);
      blocks = new PlainBlocks();
    } else if (!isBelow(line)) return undefined;
    if (current === undefined) {
      if (readPlainLine(line)?.kind !== 'nothing') return undefined;
    } else {
      if (current.isHidden) current.isHidden = isPlain(line, blocks);
      current.end = next;
    }
    start = next;
  }
  return sections;
}

/** Whether a line belongs to the section before it: at the margin, only comments and items do. */
function isBelow(line: string): boolean {
  return /^(?:$|[ #]|-(?: |$))/.test(line);
}

function isPlain(line: string, blocks: PlainBlocks): boolean {
  const plain = readPlainLine(line);
  return plain !== undefined && blocks.take(plain);
}

/** A comment of the same length, up to the end of the last line. */
function asComment(text: string): string {
  const length = text.endsWith('\n') ? text.length - 1 : text.length;
  return length < 2 ? text : ` #${'-'.repeat(length - 2)}${text.slice(length)}`;
}
