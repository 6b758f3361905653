import { boostConfigRegistry, type ConfigRegistry } from '@rhdh-boost/config-schema';
import type { Finding } from '../finding.ts';
import {
  type LoadedAppConfig,
  loadAppConfig,
  type ReadingOptions,
  reloadAppConfig,
} from '../load/load-app-config.ts';
import type { Environment } from '../load/substitution.ts';
import { findForbiddenKeys } from './forbidden-keys.ts';
import { judgeConfig } from './judge.ts';
import { findMissingBoost, lacksBoost } from './missing-boost.ts';
import { findNamelessKeys } from './nameless-keys.ts';
import { findNearBoost } from './near-boost.ts';
import { orderFindings } from './order-findings.ts';
import type { CheckReport } from './report.ts';
import { SensitiveValues } from './sensitive-values.ts';
import { findSeveralConfigMaps } from './several-config-maps.ts';
import { findPart } from './walk-config.ts';
import {
  findDeprecatedFields,
  findGuessableSecrets,
  findLiteralSecrets,
  findUnsetAndCovered,
} from './warnings.ts';

/** What to check, and how. */
export interface CheckOptions {
  /**
   * The app-config files, in the order in which they are merged; `-` is standard input. Without any:
   * `app-config.yaml`, then `app-config.local.yaml` where it exists.
   */
  readonly files?: readonly string[];
  /** The folder that relative file names start from. Default: the process's own. */
  readonly cwd?: string;
  /** The variables for `${VAR}` and `$env`. Default: the process's own. */
  readonly env?: Environment;
  /** The fields to judge by. Default: those of Boost alone. */
  readonly registry?: ConfigRegistry;
  /** Whether an unset variable without a default, or a missing `$file`, is an error. Default: false. */
  readonly strictEnv?: boolean;
  /**
   * Whether `$include` and relative `$file` may lead out of the folder of the file that has them.
   * Default: false.
   */
  readonly allowOutside?: boolean;
  /**
   * Whether to read the files that keys of the account and of `boost.providers.kagenti.tls` name, as the start and the
   * first renewal of a token do. A relative path starts from `cwd`, as it does from the folder of the backend's process.
   *
   * @defaultValue false
   */
  readonly connectFiles?: boolean;
}

/** The warnings that `strictEnv` makes errors of. */
const environmentCodes = new Set(['unset_variable', 'file_missing']);

/**
 * Reads app-config files as Backstage does and checks the `boost` section of what they give.
 *
 * @param given - the files, the environment and how strict to be
 * @returns every finding, sorted by file and place, and the exit code of the command
 */
export async function checkAppConfig(given: CheckOptions = {}): Promise<CheckReport> {
  const { files: names = [], cwd = process.cwd(), env = process.env } = given;
  const { registry = boostConfigRegistry, strictEnv = false, allowOutside = false } = given;
  const { connectFiles = false } = given;
  const options = { cwd, env, allowOutside };
  const loaded = await loadAppConfig({ files: names, only: 'boost', ...options });
  const judged = loaded.refused ? [] : await judge(loaded, registry, options);
  if (connectFiles && !loaded.refused && loaded.merged !== undefined) {
    const { findUnusableFiles } = await import('./connected-files.ts');
    judged.push(...(await findUnusableFiles(loaded.merged, cwd)));
  }
  const sensitive = new SensitiveValues(registry);
  const found = sensitive.withhold([...loaded.findings, ...judged], loaded.layers);
  const findings = orderFindings(
    strictEnv ? found.map(toStrict) : found,
    loaded.files.map(({ name }) => name),
  );
  const files = sensitive.hide(loaded.files, loaded.layers);
  const exitCode = exitCodeOf(loaded, findings);
  return { files, findings, ...(loaded.refused ? { notJudged: true } : {}), exitCode };
}

function toStrict(finding: Finding): Finding {
  return environmentCodes.has(finding.code) ? { ...finding, severity: 'error' } : finding;
}

async function judge(
  loaded: LoadedAppConfig,
  registry: ConfigRegistry,
  options: ReadingOptions,
): Promise<Finding[]> {
  const { layers, merged } = loaded;
  const findings = layers.flatMap(layer => [
    ...findForbiddenKeys(layer),
    ...findNamelessKeys(layer),
    ...findNearBoost(layer),
    ...findLiteralSecrets(layer, registry),
  ]);
  findings.push(...findSeveralConfigMaps(layers));
  if (lacksBoost(merged)) {
    if ([...loaded.findings, ...findings].some(explainsMissing)) return findings;
    // Only now the other sections matter, which were not looked into.
    const { layers: whole, names } = await reloadAppConfig(loaded, options);
    return [...findings, ...findMissingBoost(whole, names, registry)];
  }
  if (merged?.kind !== 'mapping') return findings;
  const boost = findPart(merged, 'boost');
  if (boost === undefined) return findings;
  return [
    ...findings,
    ...judgeConfig(merged, registry),
    ...findUnsetAndCovered(boost, registry),
    ...findDeprecatedFields(merged, registry),
    ...findGuessableSecrets(merged),
  ];
}

/** An include that failed may be the section's, and a name near boost is meant for it. */
function explainsMissing({ severity, code }: Finding): boolean {
  return severity === 'error' || code === 'near_boost';
}

function exitCodeOf(
  { refused }: LoadedAppConfig,
  findings: readonly Finding[],
): CheckReport['exitCode'] {
  if (refused) return 2;
  return findings.some(({ severity }) => severity === 'error') ? 1 : 0;
}
