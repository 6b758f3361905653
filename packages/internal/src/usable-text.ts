/** Whether a text contains half of a surrogate pair, which UTF-8 cannot encode (RFC 3629 section 3). */
export function hasLoneSurrogate(text: string): boolean {
  return /\p{Surrogate}/u.test(text);
}
