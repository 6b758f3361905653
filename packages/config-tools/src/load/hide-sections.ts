import { PlainBlocks } from './plain-blocks.ts';
import { readPlainLine } from './plain-line.ts';

/**
 * Makes a comment of the content of every section but one, so that YAML's parser, which most of the
 * time of a check goes to, need not read it. Keys of the root and the whole of the one section stay
 * at their offsets.
 *
 * @param text - an app-config
 * @param section - the name of the section that stays
 * @returns a text of the same length; undefined when another section is not written so plainly that
 *   it is certain to be in order, to include nothing and to have no part in the one that stays
 */
export function hideOtherSections(text: string, section: string): string | undefined {
  const sections = /[^\P{Cc}\n]|\uFEFF/u.test(text) ? undefined : findSections(text, section);
  if (sections === undefined) return undefined;
  const before = text.slice(0, sections[0]?.start ?? text.length);
  const after = sections.map(({ name, start, end }) => {
    const content = start + name.length + 1;
    return name === section
      ? text.slice(start, end)
      : `${name}:${asComment(text.slice(content, end))}`;
  });
  return asComment(before) + after.join('');
}

/** A key of the root and what it is set to, from the one offset up to the other. */
interface Section {
  readonly name: string;
  readonly start: number;
  end: number;
}

/** The sections of a text in their order; undefined where it is not plain. */
function findSections(text: string, shown: string): Section[] | undefined {
  const sections: Section[] = [];
  const names = new Set<string>();
  let current: Section | undefined;
  let blocks = new PlainBlocks();
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    const line = text.slice(start, end);
    const next = Math.min(end + 1, text.length);
    if (current?.name === shown && isBelow(line)) {
      if (!isClosed(line)) return undefined;
    } else {
      const plain = readPlainLine(line);
      if (plain === undefined) return undefined;
      if (plain.kind === 'entry' && !isBelow(line)) {
        if (names.has(plain.name)) return undefined;
        names.add(plain.name);
        current = { name: plain.name, start, end: next };
        sections.push(current);
        blocks = new PlainBlocks();
      } else if (current === undefined && plain.kind !== 'nothing') return undefined;
      if (!blocks.take(plain)) return undefined;
    }
    if (current !== undefined) current.end = next;
    start = next;
  }
  return sections;
}

/** Whether a line does not begin a section of its own. */
function isBelow(line: string): boolean {
  return line === '' || ' #-'.includes(line.charAt(0));
}

/** Whether no quotation and no bracket of a line reaches into the next one. */
function isClosed(line: string): boolean {
  const rest = line.replaceAll(/"[^"\\]*"|'[^']*'/g, '').replace(/(?:^|\s)#.*/, '');
  return !/["'\\]/.test(rest) && count(rest, /[[{]/g) === count(rest, /[\]}]/g);
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

/** A comment of the same length, up to the end of the last line. */
function asComment(text: string): string {
  const length = text.endsWith('\n') ? text.length - 1 : text.length;
  return length < 2 ? text : ` #${'-'.repeat(length - 2)}${text.slice(length)}`;
}
