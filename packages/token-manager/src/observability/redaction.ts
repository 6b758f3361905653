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
    if (value.length < shortestLength) return;
    this.#spellings.delete(value);
    this.#spellings.set(value, spellingsOf(value));
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

function spellingsOf(value: string): string[] {
  const percent = encodeURIComponent(value);
  const json = JSON.stringify(value).slice(1, -1);
  const base64 = Buffer.from(value).toString('base64');
  const spellings = new Set([
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
  ]);
  // The longest first, so that no rest of a longer spelling is left behind.
  return [...spellings].sort((a, b) => b.length - a.length);
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
