/** Below this many bits of estimated entropy a secret can be guessed offline, given time. */
export const enoughBits = 128;

/** What people type in order: alphabet, digits, and the rows of a keyboard. */
const inOrder = 'abcdefghijklmnopqrstuvwxyz 01234567890 qwertyuiop asdfghjkl zxcvbnm !@#$%^&*()';
const foreseen = `${inOrder} ${inOrder.split('').toReversed().join('')} `;

/** As long as this, a stretch that occurred before, or that is typed in order, is no chance. */
const shortestStretch = 5;

/** Beyond it nothing is counted, so that a large file is judged as quickly. */
const longestCounted = 256;

/** A word as people write it in a secret: `boost`, `Boost`, `BOOST`; a short one only where it stands alone. */
const words = /(?<![A-Za-z\d])[A-Z]?[a-z]+(?![A-Za-z\d])|[A-Za-z]?[a-z]{4,}|[A-Z]{5,}/g;

/** Letters without one of these are no word. */
const vowel = /[aeiouy]/i;

/** From this share on a secret is taken for words; what is random nearly never reaches it. */
const shareOfWords = 0.7;

/** A word of the Diceware lists has 12.9 bits and about six characters, the separator included. */
const bitsPerLetterOfWords = 2;

/**
 * Estimates the entropy of a secret, cautiously: each character counts as drawn evenly from the classes of
 * characters that occur (16 for hexadecimal, 64 for Base64). A stretch that occurred before in the secret, or that
 * is in order on the keyboard or in the alphabet, counts as one character. Where most of the secret is words, their
 * letters count 2 bits each, and separators nothing.
 *
 * @returns Bits; `openssl rand -base64 32` has about 250, `openssl rand -hex 32` about 250.
 */
export function estimatedBits(secret: string): number {
  const text = withoutForeseen(secret.slice(0, longestCounted).replace(/=+$/, ''));
  const counted = text.replace(/[\s_-]/g, '');
  // With hyphens in it, it is a UUID.
  if (/^(?:[\da-f]*|[\dA-F]*)$/.test(counted)) return counted.length * 4;
  const bitsPerCharacter = Math.log2(alphabetSize(text));
  const inWords = (text.match(words) ?? []).filter(word => vowel.test(word)).join('').length;
  if (inWords < counted.length * shareOfWords) return text.length * bitsPerCharacter;
  return inWords * bitsPerLetterOfWords + (counted.length - inWords) * bitsPerCharacter;
}

/** The secret without what could be foreseen; of each such stretch its first character stays. */
function withoutForeseen(secret: string): string {
  const known = foreseen + secret.toLowerCase();
  let text = '';
  for (let index = 0; index < secret.length; ) {
    text += secret[index];
    const length = foreseenLength(known, foreseen.length + index);
    index += length < shortestStretch ? 1 : length;
  }
  return text;
}

/** How long the stretch at this place is that begins somewhere before it, too. */
function foreseenLength(known: string, place: number): number {
  let length = 0;
  while (
    place + length < known.length &&
    known.lastIndexOf(known.slice(place, place + length + 1), place - 1) !== -1
  ) {
    length += 1;
  }
  return length;
}

function alphabetSize(text: string): number {
  const classes: readonly (readonly [RegExp, number])[] = [
    [/\d/, 10],
    [/[a-z]/, 26],
    [/[A-Z]/, 26],
    [/[+/_-]/, 2],
    [/[^\w+/-]/, 31],
  ];
  return classes.reduce((size, [pattern, count]) => (pattern.test(text) ? size + count : size), 1);
}
