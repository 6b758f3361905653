const noWidth = /^\p{M}$/u;
const doubleWidth =
  /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\uFF01-\uFF60]$/u;

/** How many columns of a terminal a character takes: letters that lie on others none, wide ones two. */
export function displayWidth(character: string): number {
  if (noWidth.test(character)) return 0;
  return doubleWidth.test(character) ? 2 : 1;
}
