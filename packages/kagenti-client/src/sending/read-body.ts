import type { AnswerBody, OpenAnswer } from './answer-handler.ts';

/** Largest body that is read, in bytes. */
const maximumBodyBytes = 32 * 1024 * 1024;

/** Largest body of an error that is read, in bytes: it is for people. */
const maximumErrorBytes = 1024 * 1024;

/**
 * Reads a body as text, at once where it is here already.
 *
 * @param answer - The answer; its body is left, and its connection closed, when it is too large.
 * @param maximumBytes - The limit.
 * @returns The text; undefined when it is larger.
 */
export function readText(
  { body, headers }: OpenAnswer,
  maximumBytes = maximumBodyBytes,
): string | undefined | Promise<string | undefined> {
  // What is announced as too large is not even begun.
  if (Number(headers['content-length'] ?? 0) > maximumBytes) {
    body.leave();
    return undefined;
  }
  const whole = body.rest();
  return whole === undefined ? readPieces(body, maximumBytes) : utf8(whole);
}

async function readPieces(body: AnswerBody, maximumBytes: number): Promise<string | undefined> {
  const pieces: Buffer[] = [];
  let size = 0;
  while (size <= maximumBytes) {
    const piece = await body.next();
    if (piece === undefined) return utf8(pieces);
    pieces.push(piece);
    size += piece.byteLength;
  }
  body.leave();
  return undefined;
}

function utf8(pieces: readonly Buffer[]): string {
  const [first, second] = pieces;
  // Most answers come in one piece, which need not be copied.
  const bytes = first !== undefined && second === undefined ? first : Buffer.concat(pieces);
  const text = bytes.toString('utf8');
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

/** Reads the body of an error, as far as that goes: a status is worth telling without it. */
export async function readErrorText(answer: OpenAnswer): Promise<string | undefined> {
  try {
    return await readText(answer, maximumErrorBytes);
  } catch {
    return undefined;
  }
}
