/** What stands in a text in place of a secret or a token. */
const replacement = '[redacted]';

/** A shorter value would be found in ordinary words; nothing that short is a secret. */
const shortestLength = 4;

/** Secrets and tokens come one after another for years: the oldest are forgotten. */
const mostValues = 24;

/**
 * Takes secrets and tokens out of texts by their known value, not by the name of a field: a server may
 * echo them anywhere.
 */
export class Redactor {
  readonly #spellings = new Map<string, readonly string[]>();

  /** Makes a value known, in all its spellings. */
  learn(value: string): void {
    if (value.length >= shortestLength) this.#keep(value, [value]);
  }

  /** Makes a value known that is Base64: also without its padding and in the alphabet for URLs (RFC 4648 section 5). */
  learnBase64(value: string): void {
    const unpadded = value.replace(/=+$/, '');
    const forUrls = unpadded.replaceAll('+', '-').replaceAll('/', '_');
    this.#keep(value, [value, unpadded, forUrls]);
  }

  #keep(value: string, variants: readonly string[]): void {
    const spellings = this.#spellings.get(value) ?? spellingsOf(variants);
    this.#spellings.delete(value);
    this.#spellings.set(value, spellings);
    for (const oldest of this.#spellings.keys()) {
      if (this.#spellings.size <= mostValues) break;
      this.#spellings.delete(oldest);
    }
  }

  /** The text with each known value replaced by `[redacted]`. */
  redact(text: string): string {
    let clean = text;
    for (const spellings of this.#spellings.values()) {
      for (const spelling of spellings) clean = clean.replaceAll(spelling, replacement);
    }
    return clean;
  }

  /** Whether a known value stands in the text. */
  finds(text: string): boolean {
    return this.redact(text) !== text;
  }
}

/** The longest first, so that no rest of a longer spelling is left behind. */
function spellingsOf(variants: readonly string[]): string[] {
  const spellings = new Set(variants.flatMap(spellingsOfOne));
  return [...spellings].sort((a, b) => b.length - a.length);
}

function spellingsOfOne(value: string): string[] {
  const percent = encodeURIComponent(value);
  const json = JSON.stringify(value).slice(1, -1);
  const base64 = Buffer.from(value).toString('base64');
  return [
    value,
    percent,
    lowerHex(percent),
    // Base64 without its padding also finds the padded spelling.
    base64.replace(/=+$/, ''),
    Buffer.from(value).toString('base64url'),
    ...[formEncode(value), strictFormEncode(value)].flatMap(form => [
      form,
      lowerHex(form),
      Buffer.from(form).toString('base64').replace(/=+$/, ''),
    ]),
    json,
    json.replaceAll('/', '\\/'),
    escapeNonAscii(json),
  ];
}

/** As the WHATWG URL standard form-encodes: `*-._` as they are, a space as `+`. */
function formEncode(value: string): string {
  return new URLSearchParams({ v: value }).toString().slice(2);
}

/** As oauth4webapi form-encodes for Basic authentication: punctuation too. */
function strictFormEncode(value: string): string {
  return formEncode(value).replace(/[-_.*]/g, hex);
}

function hex(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

function lowerHex(encoded: string): string {
  return encoded.replace(/%[0-9A-F]{2}/g, octet => octet.toLowerCase());
}

function escapeNonAscii(json: string): string {
  return json.replace(
    /[\u0080-\uffff]/g,
    unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
