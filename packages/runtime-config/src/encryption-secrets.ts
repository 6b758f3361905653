import {
  BoostConfigError,
  type BoostConfigKey,
  readConfigValue,
  validateConfigValue,
} from '@rhdh-boost/config-schema';
import { type EncryptionSecrets, ValueCipher } from './value-cipher.ts';
import type { YamlValues } from './yaml-values.ts';

const currentKey = 'boost.encryptionSecret' satisfies BoostConfigKey;
const previousKey = 'boost.previousEncryptionSecrets' satisfies BoostConfigKey;

/** Both decrypt with the secrets of app-config. */
export interface Ciphers {
  /** For calls that read or write a secret: it throws for a secret that cannot be used. */
  readonly strict: ValueCipher;
  /** Where all values are read: with such a secret, those that it encrypted are left out. */
  readonly lenient: ValueCipher;
}

/**
 * Makes the ciphers. App-config is read when a value is first encrypted or decrypted, so that a bad secret
 * concerns no other value.
 */
export function createCiphers(yaml: YamlValues, acceptsLegacy: boolean): Ciphers {
  const read = () => readSecrets(yaml);
  const readLeniently = (): EncryptionSecrets => {
    try {
      return read();
    } catch (error) {
      return { current: undefined, missing: whyBad(error), previous: [], legacyOnly: [] };
    }
  };
  return {
    strict: new ValueCipher(read, acceptsLegacy),
    lenient: new ValueCipher(readLeniently, acceptsLegacy),
  };
}

/** These two are read by Boost's own fields, whatever registry the resolver has. */
function readSecrets(yaml: YamlValues): EncryptionSecrets {
  const current = validateConfigValue(currentKey, yaml.raw(currentKey));
  const previous = validateConfigValue(previousKey, yaml.raw(previousKey)) ?? [];
  return {
    current,
    previous: previous.filter(isEncryptionSecret),
    legacyOnly: previous.filter(text => !isEncryptionSecret(text)),
  };
}

/** What is wrong with a secret of app-config, as part of a sentence that does not contain it. */
function whyBad(error: unknown): string | undefined {
  const [problem] = error instanceof BoostConfigError ? error.problems : [];
  return problem === undefined ? undefined : `${problem.path} in app-config ${problem.message}`;
}

/** Whether a secret is long enough to encrypt with, by the rule of its field. */
function isEncryptionSecret(text: string): boolean {
  return readConfigValue(currentKey, text).problems === undefined;
}
