import {
  type BackstageConfig,
  type BoostConfig,
  type BoostConfigKey,
  type BoostConfigPart,
  type BoostConfigProblem,
  parseBoostConfigPart,
} from '@rhdh-boost/config-schema';
import type { KagentiLogger } from '../options/logger.ts';
import { warnOperator } from './warn-operator.ts';

/** The whole app-config: Backstage's root `Config`, an object, or what `parseBoostConfig` gave. */
export type AppConfig = BackstageConfig | BoostConfig | Readonly<Record<string, unknown>>;

/** The fields that were asked for, nested as app-config is. */
export type ReadConfig = BoostConfigPart['config'];

/** Our sections of app-config. Whatever else is below `boost` belongs to other modules. */
const sections = ['boost.kagenti', 'boost.providers.kagenti'];

/** The account, which a client that is given its tokens does not read: whoever reads it warns about its keys. */
const account = 'boost.kagenti.auth.';

/** Without this list calls to all namespaces are allowed, so the warning of a slip in its name says that too. */
const namespaces = 'boost.providers.kagenti.namespaces';

/** What was warned of, by the configuration: whoever makes several parts of it is warned once. */
const warned = new WeakMap<object, Set<string>>();

/**
 * Reads fields of app-config and judges nothing else. A key in one of our sections that has no effect
 * is one warning: a misspelt `namespaces` would lift a restriction, and nobody would see it.
 *
 * @param keys - The fields that are needed.
 * @param logger - Takes the warnings; without one they are warnings of the process, which Node prints.
 * @throws BoostConfigError for a field that is wrong, by its key.
 */
export function readAppConfig(
  config: AppConfig,
  keys: readonly BoostConfigKey[],
  logger: Pick<KagentiLogger, 'warn'> | undefined,
): ReadConfig {
  const part = parseBoostConfigPart(config, { keys, sections });
  const known = warned.get(config) ?? new Set();
  warned.set(config, known);
  const readsAccount = keys.some(key => key.startsWith(account));
  for (const warning of part.warnings) {
    if (known.has(warning.path)) continue;
    if (warning.path.startsWith(account) && !readsAccount) continue;
    known.add(warning.path);
    const isOpen = warning.hint.includes(namespaces) && !isLimited(config);
    const effect = isOpen ? ' Until it is corrected, calls to all namespaces are allowed.' : '';
    warnOperator(`${describe(warning)}${effect}`, logger);
  }
  return part.config;
}

/** Whether the list of namespaces is set. A wrong one is an error of whoever reads it, and not looked at here. */
function isLimited(config: AppConfig): boolean {
  try {
    const { boost } = parseBoostConfigPart(config, { keys: [namespaces], sections: [] }).config;
    return boost?.providers?.kagenti?.namespaces !== undefined;
  } catch {
    return true;
  }
}

function describe({ code, path, message, hint }: BoostConfigProblem): string {
  if (code === 'unknown_key') return `${path} in app-config ${message} and is ignored. ${hint}`;
  return code === 'removed_key'
    ? `${path} in app-config has no effect: it ${message}. ${hint}`
    : `${path} in app-config ${message}. ${hint}`;
}
