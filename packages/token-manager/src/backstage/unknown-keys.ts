import type { LoggerService, RootConfigService } from '@backstage/backend-plugin-api';
import { nearestOption } from '@rhdh-boost/internal/nearest-name';
import { findReplacedKey } from '@rhdh-boost/internal/replaced-keys';
import { accountKeys } from '@rhdh-boost/internal/service-account';

/** The known fields by their keys, as a registry of `@rhdh-boost/config-schema` has them. */
export interface KnownFields {
  /** The fields, by dotted path. Only the paths are read. */
  readonly fields: Readonly<Record<string, unknown>>;
}

const accountNames: readonly string[] = ['method', ...accountKeys];

/** The sections that were looked through, by configuration: the plugins of a backend share one. */
const warned = new WeakMap<RootConfigService, Set<string>>();

/** Warns of the keys of an account that have no effect, all in one line: a slip in a name would be overlooked. */
export function warnOfUnknownKeys(
  config: RootConfigService,
  auth: string,
  { logger, registry }: { logger: LoggerService; registry: KnownFields | undefined },
): void {
  const before = warned.get(config) ?? new Set();
  warned.set(config, before);
  if (before.has(auth)) return;
  before.add(auth);
  const known = [...new Set([...accountNames, ...namesBelow(auth, registry)])];
  const unknown = (config.getOptionalConfig(auth)?.keys() ?? []).filter(
    key => !known.includes(key),
  );
  if (unknown.length === 0) return;
  logger.warn(unknown.map(key => describe(key, auth, known)).join(' '));
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

function describe(key: string, auth: string, known: readonly string[]): string {
  const meant = nearestOption(key, known);
  // What is not a plain name may be a secret that was pasted in the wrong place.
  const shown = /^\w{1,60}$/.test(key) ? `${auth}.${key}` : `A key in ${auth}`;
  const hint =
    findReplacedKey(`${auth}.${key}`)?.message ??
    (meant === undefined
      ? `The known keys are ${known.join(', ')}.`
      : `Did you mean ${auth}.${meant}?`);
  return `${shown} in app-config is not a known key and is ignored. ${hint}`;
}
