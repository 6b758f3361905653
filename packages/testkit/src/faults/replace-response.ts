import type { ServerResponse } from 'node:http';

/**
 * Does something else in place of an answer, at the moment when whoever writes it begins to send; what
 * is written from then on is dropped.
 *
 * @param from `head`: status and headers are dropped too. `body`: they are kept, and not sent yet.
 * @param instead Finds the response as it was, so that it can send.
 */
export function replaceResponse(
  response: ServerResponse,
  from: 'head' | 'body',
  instead: () => void,
): void {
  const asItWas = {
    write: response.write.bind(response),
    end: response.end.bind(response),
    flushHeaders: response.flushHeaders.bind(response),
    writeHead: response.writeHead.bind(response),
  };
  let begun = false;

  function begin(): void {
    if (begun) {
      return;
    }
    begun = true;
    Object.assign(response, asItWas);
    instead();
    Object.assign(response, dropping);
  }

  function drop(args: unknown[]): void {
    begin();
    // A writer may wait for its chunk to be gone.
    const callback = args.find((arg): arg is () => void => typeof arg === 'function');
    callback?.();
  }

  const dropping = {
    write(...args: unknown[]): boolean {
      drop(args);
      return true;
    },
    end(...args: unknown[]): ServerResponse {
      drop(args);
      return response;
    },
    flushHeaders: begin,
    ...(from === 'head' && {
      writeHead(): ServerResponse {
        begin();
        return response;
      },
    }),
  };
  Object.assign(response, dropping);
}
