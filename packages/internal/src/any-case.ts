/** A regular expression's source for a word in any case; JSON Schema's `pattern` has no flags. */
export function anyCase(word: string): string {
  return word.replaceAll(/[a-z]/g, letter => `[${letter}${letter.toUpperCase()}]`);
}
