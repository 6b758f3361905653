/**
 * Control characters, invisible formatting (which includes marks that turn the direction of
 * text), separators of lines, and halves of surrogate pairs: they could forge or hide what a
 * terminal or a log shows.
 */
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
const unprintableButLineBreaks = /[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
const unprintableInProse = /[^\P{Cc}\n\t]|[^\P{Cf}\u200c\u200d]|[\p{Zl}\p{Zp}\p{Cs}]/gu;

/** Text for a terminal or a log, in one line: each unprintable character as an escape. */
export function makePrintable(text: string): string {
  return text.replace(unprintable, escapeCharacter);
}

/** The same for text of several lines. */
export function makeLinesPrintable(text: string): string {
  return text.replace(unprintableButLineBreaks, escapeCharacter);
}

/**
 * The same for what people and agents write. It keeps tabs too, and the two joiners, which Persian, Hindi and many
 * emoji need.
 */
export function makeProsePrintable(text: string): string {
  return text.replace(unprintableInProse, escapeCharacter);
}

/** A JSON document in which strings keep every character, and none is unprintable as written. */
export function formatPrintableJson(value: unknown): string {
  return `${makeLinesPrintable(JSON.stringify(value, null, 2))}\n`;
}

/** As JSON and JavaScript write it; a character beyond U+FFFF as its two halves. */
function escapeCharacter(character: string): string {
  return Array.from(
    { length: character.length },
    (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`,
  ).join('');
}
