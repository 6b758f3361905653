import type { ServerResponse } from 'node:http';
import { breakOff, type Ending } from './break-off.ts';
import { readWriteArguments, type WriteArguments } from './write-arguments.ts';

/**
 * Lets only the first bytes of an answer's body out, whoever writes it; the headers go out as they are
 * (a Content-Length still promises the whole body).
 *
 * @param limit.after What becomes of the connection after the last byte.
 */
export function limitBody(response: ServerResponse, limit: { bytes: number; after: Ending }): void {
  const write = response.write.bind(response) as (
    chunk: Uint8Array,
    sent: (error?: Error | null) => void,
  ) => boolean;
  const end = response.end.bind(response);
  let left = limit.bytes;
  let over = false;

  const finish = (): void => breakOff(response.socket, limit.after);

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
      write(part, finish);
    } else {
      response.flushHeaders();
      finish();
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
