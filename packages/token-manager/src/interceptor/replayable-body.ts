import { types } from 'node:util';

/**
 * Whether a body can be sent a second time: text, bytes, a Blob, FormData, URLSearchParams, or none. Streams
 * and iterators are used up by the first.
 */
export function isReplayable(body: unknown): boolean {
  if (body === undefined || body === null || typeof body === 'string') return true;
  if (ArrayBuffer.isView(body) || types.isAnyArrayBuffer(body)) return true;
  return /^\[object (Blob|File|FormData|URLSearchParams)\]$/.test(
    Object.prototype.toString.call(body),
  );
}
