import { randomBytes } from 'node:crypto';
import { types } from 'node:util';
import { invalidOptions } from '../errors/invalid-options.ts';
import type { Diagnostics } from '../observability/diagnostics.ts';
import type { SessionOptions } from './client-options.ts';

const minimumKeyBytes = 32;

/** With a shorter text as its key, a user could guess the key and forge sessions. */
export const minimumKeyCharacters = 16;

/** The session keys, that which binds first; a random one where none was given, which the log reports. */
export function resolveSessionKeys(
  sessions: SessionOptions | undefined,
  diagnostics: Diagnostics,
): readonly (string | Uint8Array)[] {
  if (sessions === undefined) {
    diagnostics.info(
      'Kagenti chat sessions are bound with a key of this process alone: they end with it, and other replicas refuse them. Set boost.encryptionSecret, or sessions.key, to share them.',
    );
    return [randomBytes(minimumKeyBytes)];
  }
  const { key, previousKeys = [] } = sessions;
  if (!Array.isArray(previousKeys)) throw invalidOptions('sessions.previousKeys is a list of keys');
  checkKey(key, 'sessions.key');
  for (const [index, previous] of previousKeys.entries()) {
    checkKey(previous, `sessions.previousKeys[${index}]`);
  }
  return [key, ...previousKeys];
}

function checkKey(key: unknown, name: string): void {
  if (typeof key === 'string') {
    if (key.length >= minimumKeyCharacters) return;
    throw invalidOptions(`${name} has at least ${minimumKeyCharacters} characters`);
  }
  if (!types.isUint8Array(key)) {
    throw invalidOptions(`${name} is text or bytes (a Uint8Array)`);
  }
  if (key.byteLength < minimumKeyBytes) {
    throw invalidOptions(`${name} has at least ${minimumKeyBytes} bytes`);
  }
}
