import { randomBytes } from 'node:crypto';
import { invalidOptions } from '../errors/invalid-options.ts';
import type { Diagnostics } from '../observability/diagnostics.ts';
import type { SessionOptions } from './client-options.ts';

const minimumKeyBytes = 32;

/** The session key as bytes; a random one where none was given, which the log says. */
export function resolveSessionKey(
  sessions: SessionOptions | undefined,
  diagnostics: Diagnostics,
): Uint8Array {
  if (sessions === undefined) {
    diagnostics.info(
      'Kagenti chat sessions are bound with a key of this process alone: they end with it, and other replicas refuse them. Set boost.encryptionSecret, or sessions.key, to share them.',
    );
    return randomBytes(minimumKeyBytes);
  }
  const { key } = sessions;
  if (typeof key !== 'string' && !(key instanceof Uint8Array)) {
    throw invalidOptions('sessions.key is text or bytes (a Uint8Array)');
  }
  const bytes = typeof key === 'string' ? Buffer.from(key, 'utf8') : key;
  if (bytes.byteLength < minimumKeyBytes) {
    throw invalidOptions(`sessions.key has at least ${minimumKeyBytes} bytes`);
  }
  return bytes;
}
