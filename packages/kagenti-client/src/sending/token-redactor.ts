/** What a text has in place of a token. */
const replacement = '[redacted]';

/** A shorter value is found in ordinary words; nothing that short is a token. */
const shortestLength = 4;

/** A piece of a token that is shorter may be there by chance. */
const shortestPiece = 8;

/** Tokens come one after another for years: the oldest are forgotten. */
const mostTokens = 24;

/**
 * Takes the access tokens of a client out of texts, by their value: whatever answers a call was sent its
 * token, and may echo it anywhere. The pattern of a token is built when the first text is searched for it, so
 * that a call that succeeds pays for a lookup.
 */
export class TokenRedactor {
  readonly #patterns = new Map<string, RegExp | undefined>();

  /** Makes a token known. */
  learn(token: string): void {
    if (token.length < shortestLength || this.#patterns.has(token)) return;
    this.#patterns.set(token, undefined);
    for (const oldest of this.#patterns.keys()) {
      if (this.#patterns.size <= mostTokens) break;
      this.#patterns.delete(oldest);
    }
  }

  /** The text with each known token, in any of its spellings, replaced by `[redacted]`. */
  redact(text: string): string {
    let clean = text;
    for (const [token, known] of this.#patterns) {
      const pattern = known ?? patternOf(token);
      if (known === undefined) this.#patterns.set(token, pattern);
      clean = clean.replaceAll(pattern, replacement);
    }
    return clean;
  }

  /** Whether the text contains a known token. */
  finds(text: string): boolean {
    return this.redact(text) !== text;
  }

  /** Whether a text contains a piece of a known token, as that of a server that cuts or splits what it echoes. */
  findsPiece(text: string): boolean {
    const tokens = [...this.#patterns.keys()];
    for (let end = shortestPiece; end <= text.length; end += 1) {
      const piece = text.slice(end - shortestPiece, end);
      if (tokens.some(token => token.includes(piece))) return true;
    }
    return false;
  }
}

/** Every spelling of a token: character by character, or in Base64, alone or inside a longer text. */
function patternOf(token: string): RegExp {
  const inBase64 = [0, 1, 2].map(before => base64Of(token, before));
  return new RegExp([Array.from(token, spellingsOf).join(''), ...inBase64].join('|'), 'g');
}

/**
 * The Base64 of a token that begins behind so many bytes of another text, in either alphabet. Only the
 * characters that are the token's alone are compared; the one behind them, which it shares, goes too.
 */
function base64Of(token: string, before: number): string {
  const encoded = Buffer.from('-'.repeat(before) + token).toString('base64');
  const own = encoded.slice(
    Math.ceil((before * 8) / 6),
    Math.floor(((before + token.length) * 8) / 6),
  );
  const characters = Array.from(own, character => {
    if (character === '+') return `(?:${spellingsOf('+')}|-)`;
    return character === '/' ? `(?:${spellingsOf('/')}|_)` : character;
  });
  return `${characters.join('')}(?:[\\w+/-]?(?:=|%3[Dd]){1,2})?`;
}

/**
 * A character as it is, percent-encoded, or escaped in JSON; also where text so encoded is encoded again. All
 * repetitions are bounded: an agent that answers with backslashes alone must not keep the process busy.
 */
function spellingsOf(character: string): string {
  const hex = character.charCodeAt(0).toString(16).padStart(2, '0');
  const anyCase = hex.replace(/[a-f]/, digit => `[${digit}${digit.toUpperCase()}]`);
  const mayBeEscaped = /["\\/]/.test(character) ? '\\\\{0,7}' : '';
  return `(?:${mayBeEscaped}\\x${hex}|%(?:25){0,3}${anyCase}|\\\\{1,7}u00${anyCase})`;
}
