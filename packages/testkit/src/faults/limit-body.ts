import type { ServerResponse } from 'node:http';

/**
 * A reset that follows at once overtakes what was sent: the peer's kernel throws unread bytes away
 * when the RST arrives. This long the peer has to read them.
 */
const readingTimeMs = 50;

/**
 * Lets only the first bytes of an answer's body out, whoever writes it; the headers go out as they are
 * (a Content-Length still promises the whole body).
 *
 * @param limit.after What follows the last byte: nothing ever (`hang`), a reset connection, or a closed one.
 */
export function limitBody(
  response: ServerResponse,
  limit: { bytes: number; after: 'hang' | 'reset' | 'close' },
): void {
  const write = response.write.bind(response) as (
    chunk: Uint8Array,
    sent: (error?: Error | null) => void,
  ) => boolean;
  const end = response.end.bind(response);
  let left = limit.bytes;
  let over = false;

  function breakOff(): void {
    const { socket } = response;
    if (limit.after === 'reset') {
      setTimeout(() => socket?.resetAndDestroy(), readingTimeMs);
    } else if (limit.after === 'close') {
      socket?.destroySoon();
    }
  }

  function pass(chunk: Uint8Array): void {
    if (over) {
      return;
    }
    const part = chunk.subarray(0, left);
    left -= part.byteLength;
    if (left > 0) {
      write(part, () => {});
      return;
    }
    over = true;
    if (part.byteLength > 0) {
      write(part, breakOff);
    } else {
      response.flushHeaders();
      breakOff();
    }
  }

  response.write = ((...args: WriteArguments) => {
    const { chunk, callback } = readWriteArguments(args);
    pass(chunk);
    callback?.();
    return true;
  }) as typeof response.write;

  response.end = ((...args: WriteArguments) => {
    const { chunk, callback } = readWriteArguments(args);
    pass(chunk);
    callback?.();
    // A body that is shorter than the limit ends as it would have.
    return over ? response : end();
  }) as typeof response.end;
}

type WriteArguments = [chunk?: unknown, encoding?: unknown, callback?: unknown];

/** `write` and `end` take (chunk, encoding, callback), with each part left out as the caller likes. */
function readWriteArguments(args: WriteArguments): {
  chunk: Uint8Array;
  callback: (() => void) | undefined;
} {
  const [chunk, encoding] = args;
  const callback = args.find((arg): arg is () => void => typeof arg === 'function');
  if (typeof chunk === 'string') {
    const known = typeof encoding === 'string' && Buffer.isEncoding(encoding);
    return { chunk: Buffer.from(chunk, known ? encoding : 'utf8'), callback };
  }
  return { chunk: chunk instanceof Uint8Array ? chunk : new Uint8Array(), callback };
}
