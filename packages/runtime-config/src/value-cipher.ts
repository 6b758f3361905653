import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';

/** Begins what is encrypted here. Boost's own form is Base64, which has no colon. */
const formatMark = 'boost1:';
const algorithm = 'aes-256-gcm';
const ivBytes = 12;
const tagBytes = 16;

/**
 * How a value was encrypted: in our form under today's secret, in our form under a previous one, or
 * in the form that Boost wrote up to 0.8 (under either).
 */
export type EncryptedForm = 'current' | 'previous' | 'legacy';

/** What values are encrypted with. */
export interface EncryptionSecrets {
  /** Encrypts, and decrypts; without one nothing can be encrypted. */
  readonly current: string | undefined;
  /** Why there is no current secret, as part of a sentence. */
  readonly missing?: string | undefined;
  /** Decrypt only. */
  readonly previous: readonly string[];
  /**
   * Decrypt what Boost up to 0.8 encrypted, and derive no other key: previous secrets that today's field
   * would not accept, because Boost had no rule for their length.
   */
  readonly legacyOnly: readonly string[];
}

/** What was encrypted, and how. */
export interface OpenedValue {
  /** The value. */
  readonly value: unknown;
  /** How it was encrypted. */
  readonly form: EncryptedForm;
}

/**
 * Encrypts sensitive values with AES-256-GCM. The key is derived from the secret by HKDF-SHA-256
 * (RFC 5869), and the field's key is bound in, so that a value opens in no other field's row.
 * Secrets and keys are private fields and key objects, which nothing prints.
 */
export class ValueCipher {
  readonly #readSecrets: () => EncryptionSecrets;
  readonly #acceptsLegacy: boolean;
  #keys: DerivedKeys | undefined;

  /**
   * @param readSecrets - called when a value is first encrypted or decrypted; what it throws is thrown on
   * @param acceptsLegacy - whether what Boost up to 0.8 encrypted is decrypted: it is bound to no key, so
   *   that it opens in every row
   */
  constructor(readSecrets: () => EncryptionSecrets, acceptsLegacy: boolean) {
    this.#readSecrets = readSecrets;
    this.#acceptsLegacy = acceptsLegacy;
  }

  /** Reads the secrets now, so that a bad one is reported although nothing is stored. */
  prepare(): this {
    this.#secretKeys();
    return this;
  }

  /** Why there is no secret to encrypt with, as part of a sentence; undefined when there is one. */
  get missing(): string | undefined {
    if (this.canEncrypt) return undefined;
    return this.#readSecrets().missing ?? 'boost.encryptionSecret is not set in app-config';
  }

  /** Whether there is a secret to encrypt with. */
  get canEncrypt(): boolean {
    return this.#secretKeys().current !== undefined;
  }

  /**
   * Encrypts a value for one field's row.
   *
   * @throws Error when there is no secret; ask `canEncrypt` before
   */
  encrypt(key: string, value: unknown): string {
    const { current } = this.#secretKeys();
    if (current === undefined) throw new Error('There is no secret to encrypt with.');
    const iv = randomBytes(ivBytes);
    const cipher = createCipheriv(algorithm, current.key, iv);
    cipher.setAAD(associatedData(key));
    const text = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
    return formatMark + Buffer.concat([iv, text, cipher.getAuthTag()]).toString('base64');
  }

  /** Decrypts the value of one field's row, in any accepted form; undefined when no secret decrypts it. */
  decrypt(key: string, stored: unknown): OpenedValue | undefined {
    if (typeof stored !== 'string') return undefined;
    if (!stored.startsWith(formatMark))
      return this.#acceptsLegacy ? this.#decryptLegacy(stored) : undefined;
    const sealed = stored.slice(formatMark.length);
    const { current, all } = this.#secretKeys();
    for (const keys of all) {
      const text = open(sealed, keys.key, associatedData(key));
      if (text !== undefined) {
        const form = keys === current ? 'current' : 'previous';
        return { value: JSON.parse(text), form };
      }
    }
    return undefined;
  }

  /**
   * Whether a stored value is what Boost up to 0.8 encrypted, and one of the secrets opens it, accepted
   * or not. Secrets that cannot be read open nothing: the rows of other fields are judged all the same.
   */
  isLegacy(stored: unknown): boolean {
    try {
      return typeof stored === 'string' && this.#decryptLegacy(stored) !== undefined;
    } catch {
      return false;
    }
  }

  /** Whether a stored value would open if values of Boost up to 0.8 were accepted. */
  refusesLegacy(stored: unknown): boolean {
    return !this.#acceptsLegacy && this.isLegacy(stored);
  }

  /** Boost took the secret's SHA-256 as key, bound nothing in, and encrypted the text itself. */
  #decryptLegacy(stored: string): OpenedValue | undefined {
    if (sealedBytes(stored) === undefined) return undefined;
    for (const keys of this.#secretKeys().legacy) {
      const value = open(stored, keys.legacyKey);
      if (value !== undefined) return { value, form: 'legacy' };
    }
    return undefined;
  }

  #secretKeys(): DerivedKeys {
    if (this.#keys === undefined) {
      const { current: secret, previous, legacyOnly } = this.#readSecrets();
      const current = secret === undefined ? undefined : new SecretKeys(secret);
      const earlier = previous.map(text => new SecretKeys(text));
      const all = current === undefined ? earlier : [current, ...earlier];
      const legacy = [...all, ...legacyOnly.map(text => new SecretKeys(text))];
      this.#keys = { current, all, legacy };
    }
    return this.#keys;
  }
}

/** The keys of the secrets, by what they are tried on. */
interface DerivedKeys {
  readonly current: SecretKeys | undefined;
  /** For values in our form. */
  readonly all: readonly SecretKeys[];
  /** For values in Boost's. */
  readonly legacy: readonly SecretKeys[];
}

/** Whether a stored value is one that was encrypted here, whether or not it opens. */
export function isMarked(stored: unknown): stored is string {
  return (
    typeof stored === 'string' &&
    stored.startsWith(formatMark) &&
    sealedBytes(stored.slice(formatMark.length)) !== undefined
  );
}

/** Whether a stored value may be one that was encrypted, here or by Boost, which set no mark. */
export function mayBeEncrypted(stored: unknown): boolean {
  return (
    typeof stored === 'string' &&
    (stored.startsWith(formatMark) || sealedBytes(stored) !== undefined)
  );
}

/** The keys that are derived from one secret, each when it is first needed. */
class SecretKeys {
  readonly #secret: string;
  #key: KeyObject | undefined;
  #legacyKey: KeyObject | undefined;

  constructor(secret: string) {
    this.#secret = secret;
  }

  get key(): KeyObject {
    this.#key ??= createSecretKey(
      Buffer.from(hkdfSync('sha256', this.#secret, '', 'boost_admin_config value v1', 32)),
    );
    return this.#key;
  }

  get legacyKey(): KeyObject {
    this.#legacyKey ??= createSecretKey(createHash('sha256').update(this.#secret).digest());
    return this.#legacyKey;
  }
}

function associatedData(key: string): Buffer {
  return Buffer.from(formatMark + key, 'utf8');
}

/** IV, ciphertext and tag; undefined for a text that is not the base64 of them. */
function sealedBytes(sealed: string): Buffer | undefined {
  const bytes = Buffer.from(sealed, 'base64');
  const isSealed = bytes.length >= ivBytes + tagBytes && bytes.toString('base64') === sealed;
  return isSealed ? bytes : undefined;
}

/** What is sealed; undefined when the key does not open it. */
function open(sealed: string, key: KeyObject, bound?: Buffer): string | undefined {
  const bytes = sealedBytes(sealed);
  if (bytes === undefined) return undefined;
  const options = { authTagLength: tagBytes };
  const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, ivBytes), options);
  if (bound !== undefined) decipher.setAAD(bound);
  decipher.setAuthTag(bytes.subarray(-tagBytes));
  try {
    const text = decipher.update(bytes.subarray(ivBytes, -tagBytes));
    return Buffer.concat([text, decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}
