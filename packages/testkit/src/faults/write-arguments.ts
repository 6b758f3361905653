import { types } from 'node:util';
/** `write` and `end` take (chunk, encoding, callback), with each part left out as the caller likes. */
export type WriteArguments = [chunk?: unknown, encoding?: unknown, callback?: unknown];

/** The arguments in one shape, text as the bytes that it is sent as. */
export function readWriteArguments(args: WriteArguments): {
  chunk: Buffer;
  callback: (() => void) | undefined;
} {
  const [chunk, encoding] = args;
  const callback = args.find((arg): arg is () => void => typeof arg === 'function');
  if (typeof chunk === 'string') {
    const known = typeof encoding === 'string' && Buffer.isEncoding(encoding);
    return { chunk: Buffer.from(chunk, known ? encoding : 'utf8'), callback };
  }
  return { chunk: Buffer.from(types.isUint8Array(chunk) ? chunk : []), callback };
}
