import { BoostConfigError, type BoostConfigProblem } from '@rhdh-boost/config-schema';
import { ConfigOverrideError } from './override-error.ts';
import type { StoredKeys } from './stored-keys.ts';
import type { ValueCipher } from './value-cipher.ts';
import { unknownKeyError } from './write-override.ts';

/** Where values are read. */
export interface ValueSources {
  readonly keys: StoredKeys;
  /** The value of a key beside these overrides; throws BoostConfigError for a bad one in app-config. */
  readonly valueIn: (overrides: ReadonlyMap<string, unknown>, key: string) => unknown;
  /** A cipher that has read the secrets; throws BoostConfigError for a bad one. */
  readonly prepareSecrets: () => ValueCipher;
  /** Reads the overrides under these names, with one query. */
  readonly readOverrides: (reading: {
    readonly names: readonly string[];
    readonly cipher?: ValueCipher;
  }) => Promise<ReadonlyMap<string, unknown>>;
}

/**
 * Several values as they are at one moment, by key.
 *
 * @throws BoostConfigError with every unknown key, otherwise with every bad value in app-config
 */
export async function resolveMany(
  wanted: readonly string[],
  sources: ValueSources,
): Promise<Readonly<Record<string, unknown>>> {
  const { keys, valueIn } = sources;
  const unique = checkKeys(keys, wanted, 'resolveMany');
  const stored = unique.filter(
    key => keys.field(key)?.configScope !== 'yaml-only' && !keys.isVersionKey(key),
  );
  const { cipher, problems } = secretsFor(sources, stored);
  const names = stored.flatMap(key => keys.namesOf(key));
  const overrides =
    names.length === 0
      ? new Map()
      : await sources.readOverrides({ names, ...(cipher && { cipher }) });
  const valueOf = (key: string): unknown => {
    try {
      return valueIn(overrides, key);
    } catch (error) {
      if (!(error instanceof BoostConfigError)) throw error;
      problems.push(...error.problems);
      return undefined;
    }
  };
  const values = unique.map(key => [key, valueOf(key)] as const);
  if (problems.length > 0) throw new BoostConfigError(distinct(problems));
  return Object.fromEntries(values);
}

/**
 * The keys of a call, each once.
 *
 * @param call - the method, for its error
 * @throws BoostConfigError with every unknown key
 * @throws ConfigOverrideError `invalid_option` for what is not a list of text
 */
export function checkKeys(keys: StoredKeys, wanted: readonly string[], call: string): string[] {
  if (!Array.isArray(wanted) || !wanted.every(key => typeof key === 'string'))
    throw new ConfigOverrideError({
      code: 'invalid_option',
      message: `The keys of ${call} must be a list of text.`,
      hint: 'Pass a list, also for one key.',
    });
  const unique = [...new Set<string>(wanted)];
  const unknown = unique.filter(key => keys.field(key) === undefined);
  if (unknown.length > 0)
    throw new BoostConfigError(unknown.flatMap(key => unknownKeyError({ keys }, key).problems));
  return unique;
}

/** The cipher for the secrets among the keys, and what is wrong with the secrets that it needs. */
function secretsFor(
  { keys, prepareSecrets }: ValueSources,
  stored: readonly string[],
): { readonly cipher: ValueCipher | undefined; readonly problems: BoostConfigProblem[] } {
  if (!stored.some(key => keys.field(key)?.sensitive === true))
    return { cipher: undefined, problems: [] };
  try {
    return { cipher: prepareSecrets(), problems: [] };
  } catch (error) {
    if (error instanceof BoostConfigError)
      return { cipher: undefined, problems: [...error.problems] };
    throw error;
  }
}

/** A bad secret may be asked for itself. */
function distinct(problems: readonly BoostConfigProblem[]): BoostConfigProblem[] {
  return [...new Map(problems.map(problem => [JSON.stringify(problem), problem])).values()];
}
