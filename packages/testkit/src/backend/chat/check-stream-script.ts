import { types } from 'node:util';
import { checkHeaders } from '../../faults/check-headers.ts';
import type { StreamScript } from './stream-script.ts';

const fields = ['status', 'headers', 'chunks', 'ending'];
const endings = ['end', 'cut', 'reset', 'stall'];

/**
 * Refuses what is no script: a misspelt ending would otherwise leave the stream open for ever.
 *
 * @throws TypeError that names what is wrong.
 */
export function checkStreamScript(script: StreamScript): void {
  const unknown = Object.keys(script).find(name => !fields.includes(name));
  if (unknown !== undefined) {
    throw new TypeError(`A stream script has no "${unknown}"; it may have ${fields.join(', ')}`);
  }
  const { status = 200, headers = {}, chunks, ending = 'end' } = script;
  // An answer below 200 would be followed by another one.
  if (!Number.isInteger(status) || status < 200 || status > 999) {
    throw new TypeError('A stream script must have status, a number from 200 to 999');
  }
  const sent = Object.entries(headers).filter(([, value]) => value !== undefined);
  checkHeaders(Object.fromEntries(sent), 'A stream script');
  if (!Array.isArray(chunks) || !chunks.every(isChunk)) {
    throw new TypeError(
      'A stream script must have chunks, an array of text, bytes (a Uint8Array) and { delayMs }',
    );
  }
  if (!endings.includes(ending)) {
    throw new TypeError(`A stream script must have ending, one of ${endings.join(', ')}`);
  }
}

function isChunk(chunk: unknown): boolean {
  if (typeof chunk === 'string' || types.isUint8Array(chunk)) {
    return true;
  }
  return (
    typeof chunk === 'object' &&
    chunk !== null &&
    'delayMs' in chunk &&
    typeof chunk.delayMs === 'number' &&
    chunk.delayMs >= 0
  );
}
