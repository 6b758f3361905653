import type { Dispatcher } from 'undici';
import type { CallScope } from './call-scope.ts';

type RawHeaders = Readonly<Record<string, string | string[] | undefined>>;

const nothing = (): void => undefined;

/** Bytes that may lie here unread before the server is held back. */
const highWaterBytes = 64 * 1024;

/** An answer whose body is not read yet. */
export interface OpenAnswer {
  /** HTTP status. */
  readonly status: number;
  /** Headers, names in lower case; a header that came more than once is joined by commas. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body. */
  readonly body: AnswerBody;
}

/** The bytes of an answer. All of them are read, or the body is left, or thrown away. */
export interface AnswerBody {
  /** The next piece; undefined at the end. What came before the connection broke is given first. */
  next(): Promise<Buffer | undefined>;
  /** All that is left of it, where all of that is here already, as with most answers; else undefined. */
  rest(): readonly Buffer[] | undefined;
  /** True when nothing that came waits to be read. */
  readonly isEmpty: boolean;
  /** Ends it: the connection is closed, and nothing more comes. */
  leave(): void;
  /** Throws the rest away, and so keeps the connection, unless that is too much or takes too long. */
  discard(maximumBytes: number, milliseconds: number): void;
}

/**
 * One request on its way. It takes what undici tells it and gives it out as it is asked for: a body that
 * nobody reads holds the server back, and the end of the call closes the connection at once.
 *
 * undici's own `request` does the same by way of a Readable, which costs as much again, and which loses
 * what came but was not read yet when the connection breaks.
 */
export class AnswerHandler implements Dispatcher.DispatchHandler, AnswerBody {
  /** Settles with the headers. */
  readonly opened: Promise<OpenAnswer>;
  /** Whether any of the request may have been sent. */
  sent = false;
  #isOpened = false;
  #offEnd = nothing;
  readonly #pieces: Buffer[] = [];
  #waitingBytes = 0;
  #isOver = false;
  #failure: unknown;
  #controller: Dispatcher.DispatchController | undefined;
  #open: (answer: OpenAnswer) => void = nothing;
  #refuse: (error: unknown) => void = nothing;
  #wake: (() => void) | undefined;

  /** @param scope - Ends it. */
  constructor(scope: CallScope) {
    this.opened = new Promise((resolve, reject) => {
      this.#open = resolve;
      this.#refuse = reject;
    });
    this.#offEnd = scope.onEnd(() => {
      this.#break(new Error('The call was ended.'));
    });
  }

  // undici calls this when it has a connection and is about to write.
  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // It was left while it waited for the connection: nothing is sent.
    if (this.#isOver) controller.abort(new Error('The call was ended.'));
    else this.sent = true;
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: RawHeaders,
  ): void {
    // What is below 200 goes before the answer proper.
    if (status < 200) return;
    this.#isOpened = true;
    this.#open({ status, headers: joined(headers), body: this });
  }

  onResponseData(controller: Dispatcher.DispatchController, piece: Buffer): void {
    if (this.#isOver) return;
    this.#pieces.push(piece);
    this.#waitingBytes += piece.byteLength;
    if (this.#waitingBytes >= highWaterBytes) controller.pause();
    this.#wake?.();
  }

  onResponseEnd(): void {
    this.#finish();
  }

  onResponseError(_controller: unknown, error: unknown): void {
    this.#finish(error);
  }

  get isEmpty(): boolean {
    return this.#pieces.length === 0;
  }

  async next(): Promise<Buffer | undefined> {
    while (this.#pieces.length === 0) {
      if (this.#failure !== undefined) throw this.#failure;
      if (this.#isOver) return undefined;
      await new Promise<void>(resolve => {
        this.#wake = resolve;
      });
    }
    const piece = this.#pieces.shift();
    this.#waitingBytes -= piece?.byteLength ?? 0;
    if (this.#waitingBytes < highWaterBytes) this.#controller?.resume();
    return piece;
  }

  rest(): readonly Buffer[] | undefined {
    return this.#isOver && this.#failure === undefined ? this.#pieces.splice(0) : undefined;
  }

  leave(): void {
    this.#pieces.length = 0;
    this.#break(undefined);
  }

  discard(maximumBytes: number, milliseconds: number): void {
    const timer = setTimeout(() => {
      this.leave();
    }, milliseconds);
    timer.unref();
    void this.#readAway(maximumBytes).finally(() => {
      clearTimeout(timer);
    });
  }

  async #readAway(maximumBytes: number): Promise<void> {
    let size = 0;
    try {
      for (;;) {
        const piece = await this.next();
        if (piece === undefined) return;
        size += piece.byteLength;
        if (size > maximumBytes) this.leave();
      }
    } catch {
      // It broke, and was wanted no more.
    }
  }

  #break(failure: Error | undefined): void {
    if (this.#isOver) return;
    this.#finish(failure);
    this.#controller?.abort(failure ?? new Error('The answer was left.'));
  }

  #finish(failure?: unknown): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#failure = failure;
    this.#offEnd();
    // Rejecting a settled promise has no effect, but V8 reports it to Node.
    if (!this.#isOpened) this.#refuse(failure);
    this.#wake?.();
  }
}

function joined(headers: RawHeaders): Record<string, string> {
  const result: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined) result[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return result;
}

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
