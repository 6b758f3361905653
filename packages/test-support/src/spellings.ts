/**
 * Every spelling in which a text may appear: as it is, percent-encoded, form-encoded, Base64 and Base64url (without
 * padding and the last character, which what follows would change), JSON-escaped.
 */
export function spellingsOf(value: string): string[] {
  const bytes = Buffer.from(value);
  return [
    value,
    encodeURIComponent(value),
    new URLSearchParams({ v: value }).toString().slice(2),
    bytes.toString('base64').replace(/.?=*$/, ''),
    bytes.toString('base64url').slice(0, -1),
    JSON.stringify(value).slice(1, -1),
  ];
}
