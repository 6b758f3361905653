import type { LoggerService, RootConfigService } from '@backstage/backend-plugin-api';
import { nearestName, nearestOption } from '@rhdh-boost/internal/nearest-name';
import { findReplacedKey } from '@rhdh-boost/internal/replaced-keys';
import { accountKeys } from '@rhdh-boost/internal/service-account';
import { warnedKeys } from '@rhdh-boost/internal/warned-keys';

/** The known fields by their keys, as a registry of `@rhdh-boost/config-schema` has them. */
export interface KnownFields {
  /** The fields, by dotted path. Only the paths are read. */
  readonly fields: Readonly<Record<string, unknown>>;
}

const accountNames: readonly string[] = ['method', ...accountKeys];

/** What an account has beside its own section. */
const namesOfSection = ['auth', 'allowInClusterHttp'];

/**
 * Warns of the keys that have no effect, all in one line: a slip in a name would be overlooked. Beside the account
 * these are only near misses of our keys, because other packages have keys there.
 */
export function warnOfUnknownKeys(
  config: RootConfigService,
  section: string,
  { logger, registry }: { logger: LoggerService; registry: KnownFields | undefined },
): void {
  const auth = `${section}.auth`;
  const beside = [...new Set([...namesOfSection, ...namesBelow(section, registry)])];
  const known = [...new Set([...accountNames, ...namesBelow(auth, registry)])];
  const unknown = [
    ...unknownKeys(config, section, beside)
      .filter(key => nearestName(key, namesOfSection) !== undefined)
      .map(key => [section, key, namesOfSection] as const),
    ...unknownKeys(config, auth, known).map(key => [auth, key, known] as const),
  ];
  const warned = warnedKeys(config);
  const found = unknown.filter(([below, key]) => !warned.has(`${below}.${key}`));
  if (found.length === 0) return;
  for (const [below, key] of found) warned.add(`${below}.${key}`);
  logger.warn(found.map(([below, key, names]) => describe(key, below, names)).join(' '));
}

function unknownKeys(
  config: RootConfigService,
  section: string,
  known: readonly string[],
): string[] {
  return (config.getOptionalConfig(section)?.keys() ?? []).filter(key => !known.includes(key));
}

/** The names that other modules contribute to a section. */
function namesBelow(section: string, registry: KnownFields | undefined): string[] {
  return Object.keys(registry?.fields ?? {})
    .filter(key => key.startsWith(`${section}.`))
    .map(key =>
      key
        .slice(section.length + 1)
        .split('.', 1)
        .join(),
    );
}

function describe(key: string, section: string, known: readonly string[]): string {
  const meant = nearestOption(key, known);
  // What is not a plain name may be a secret that was pasted in the wrong place.
  const shown = /^\w{1,60}$/.test(key) ? `${section}.${key}` : `A key in ${section}`;
  const hint =
    findReplacedKey(`${section}.${key}`)?.message ??
    (meant === undefined
      ? `The known keys are ${known.join(', ')}.`
      : `Did you mean ${section}.${meant}?`);
  return `${shown} in app-config is not a known key and is ignored. ${hint}`;
}
