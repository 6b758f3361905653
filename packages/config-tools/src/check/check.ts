import type { ConfigRegistry } from '@rhdh-boost/config-schema';
import type { Finding } from '../finding.ts';
import {
  type LoadedAppConfig,
  loadAppConfig,
  type ReadingOptions,
  reloadAppConfig,
} from '../load/load-app-config.ts';
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
export interface FilesToCheck extends ReadingOptions {
  /** The files, in the order in which they are merged; none for those that the reader has by default. */
  readonly files: readonly string[];
  /** The fields to judge by. */
  readonly registry: ConfigRegistry;
  /** Whether an unset variable without a default, or a missing `$file`, is an error. */
  readonly strictEnv: boolean;
}

/** The warnings that `strictEnv` makes errors of. */
const environmentCodes = new Set(['unset_variable', 'file_missing']);

/** Reads app-configs and checks the `boost` section of the result; see `checkAppConfig`. */
export async function checkFiles(given: FilesToCheck): Promise<CheckReport> {
  const { files: named, registry, strictEnv, ...options } = given;
  const loaded = await loadAppConfig({ files: named, only: { section: 'boost' }, ...options });
  const judged = loaded.refused ? [] : await judge(loaded, registry, options);
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
    const { layers: whole, names } = await reloadAppConfig(loaded, options, 'boost');
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
