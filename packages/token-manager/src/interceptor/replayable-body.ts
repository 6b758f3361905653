/**
 * Whether a body can be sent a second time: text, bytes, a Blob, FormData, URLSearchParams, or none. Streams
 * and iterators are used up by the first.
 */
export function isReplayable(body: unknown): boolean {
  if (body === undefined || body === null || typeof body === 'string') return true;
  if (ArrayBuffer.isView(body) || body instanceof ArrayBuffer || body instanceof Blob) return true;
  return /^\[object (FormData|URLSearchParams)\]$/.test(Object.prototype.toString.call(body));
}
