import type { ServerResponse } from 'node:http';
import { breakOff, type Ending } from './break-off.ts';
import { replaceResponse } from './replace-response.ts';
import { readWriteArguments, type WriteArguments } from './write-arguments.ts';

const endOfHead = '\r\n\r\n';

/**
 * Lets only the first bytes of an answer's head out (status line and header section), whoever writes
 * it, and never the empty line that ends it.
 *
 * @param limit.after What becomes of the connection after the last byte.
 */
export function limitHead(response: ServerResponse, limit: { bytes: number; after: Ending }): void {
  replaceResponse(response, 'body', () => {
    const { socket } = response;
    if (socket === null) {
      return;
    }
    const write = socket.write.bind(socket) as (chunk: Uint8Array, sent: () => void) => boolean;
    // Node writes the whole head in one piece, and lets nobody see it before the socket does.
    socket.write = (...args: WriteArguments) => {
      const { chunk } = readWriteArguments(args);
      const most = chunk.indexOf(endOfHead) + endOfHead.length / 2;
      const part = chunk.subarray(0, Math.min(limit.bytes, most));
      return write(part, () => breakOff(socket, limit.after));
    };
    response.flushHeaders();
  });
}
