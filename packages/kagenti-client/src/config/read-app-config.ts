import {
  type BackstageConfig,
  type BoostConfig,
  type BoostConfigPart,
  type BoostConfigProblem,
  type ConfigRegistry,
  parseBoostConfigPart,
} from '@rhdh-boost/config-schema';
import { warnedKeys } from '@rhdh-boost/internal/warned-keys';
import type { KagentiLogger } from '../options/logger.ts';
import { isSet } from './config-value.ts';
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

/** What is read of an app-config. */
export interface AppConfigUse {
  /** The fields that are needed. */
  readonly keys: readonly string[];
  /** A section of another module that is read as well. */
  readonly section?: string | undefined;
  /** The known fields, where other modules contribute some. */
  readonly registry?: ConfigRegistry | undefined;
}

/**
 * Reads fields of app-config and judges nothing else. All keys in our sections that have no effect are one
 * warning: a misspelt `namespaces` would lift a restriction, and nobody would see it.
 *
 * @param use - The fields, and the section of another module.
 * @param logger - Takes the warning; without one it is a warning of the process, which Node prints.
 * @throws BoostConfigError for a field that is wrong, by its key.
 */
export function readAppConfig(
  config: AppConfig,
  { keys, section, registry }: AppConfigUse,
  logger: Pick<KagentiLogger, 'warn'> | undefined,
): ReadConfig {
  const read = [...sections, ...(section === undefined ? [] : [section])];
  const known = registry === undefined ? {} : { registry };
  const part = parseBoostConfigPart(config, { keys, sections: read, ...known });
  const before = warnedKeys(config);
  const readsAccount = keys.some(key => key.startsWith(account));
  const warnings = part.warnings.filter(
    ({ path }) => !before.has(path) && (readsAccount || !path.startsWith(account)),
  );
  if (warnings.length === 0) return part.config;
  for (const { path } of warnings) before.add(path);
  const lists = [namespaces, ...(section === undefined ? [] : [`${section}.namespaces`])];
  const isLimited = lists.some(list => isSet(config, list));
  const effectOf = ({ hint }: BoostConfigProblem) =>
    !isLimited && lists.some(list => hint.includes(list)) ? everyNamespace : '';
  const withoutEffect = warnings.filter(hasNoEffect);
  const lines = [
    withoutEffect.map(warning => `${describe(warning)}${effectOf(warning)}`).join(' '),
    ...warnings.filter(warning => !hasNoEffect(warning)).map(describe),
  ];
  for (const line of lines) if (line !== '') warnOperator(line, logger);
  return part.config;
}

const everyNamespace = ' Until it is corrected, calls to all namespaces are allowed.';

function hasNoEffect({ code }: BoostConfigProblem): boolean {
  return code === 'unknown_key' || code === 'removed_key';
}

function describe({ code, path, message, hint }: BoostConfigProblem): string {
  if (code === 'unknown_key') return `${path} in app-config ${message} and is ignored. ${hint}`;
  return code === 'removed_key'
    ? `${path} in app-config has no effect: it ${message}. ${hint}`
    : `${path} in app-config ${message}. ${hint}`;
}
