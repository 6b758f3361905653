/** Characters that are easily taken for others, or not seen, and that come with text copied from a page or a document. */
const names: readonly (readonly [pattern: RegExp, name: string, remedy: string])[] = [
  [/[\u00A0\u2007\u202F]/u, 'no-break space', 'Type the space again.'],
  [/[\u00AD\u200B-\u200F\u2060\uFEFF]/u, 'zero-width character', 'Delete it.'],
  [/[\u2018-\u201F\u00AB\u00BB]/u, 'typographic quote', 'Use " or \'.'],
  [/[\uFF1A\uFE55\uA789]/u, 'colon that is not ":"', 'Type the colon again.'],
  [/[\u2010-\u2015\u2212]/u, 'dash that is not "-"', 'Type the hyphen again.'],
  [
    /[\u2000-\u2006\u2008-\u200A\u205F\u3000]/u,
    'space of a special width',
    'Type the space again.',
  ],
];

/** A character that was hardly meant. */
export interface Lookalike {
  /** Its kind and code point, such as `no-break space (U+00A0)`. */
  readonly name: string;
  /** The remedy, as a sentence. */
  readonly remedy: string;
  /** Its offset in the text. */
  readonly index: number;
}

/** The first kind of lookalike that a text contains. */
export function findLookalike(text: string): Lookalike | undefined {
  for (const [pattern, kind, remedy] of names) {
    const { index, 0: character = '' } = pattern.exec(text) ?? {};
    if (index === undefined) continue;
    const codePoint = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    return { name: `${kind} (U+${codePoint})`, remedy, index };
  }
  return undefined;
}

/** A name as it was meant: without invisible characters, special spaces and typographic quotes. */
export function withoutLookalikes(name: string): string {
  return name
    .replaceAll(/[\u00AD\u200B-\u200F\u2060\uFEFF\u2018-\u201F\u00AB\u00BB]/gu, '')
    .replaceAll(/[\u2010-\u2015\u2212]/gu, '-')
    .replaceAll(/[\uFF1A\uFE55\uA789].*$/gsu, '')
    .trim();
}
