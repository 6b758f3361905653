import { boostConfigRegistry, type ConfigRegistry } from '@rhdh-boost/config-schema';
import type { Finding } from '../finding.ts';
import type { ConfigNode } from '../load/config-node.ts';
import {
  type LoadedAppConfig,
  loadAppConfig,
  type ReadingOptions,
  reloadAppConfig,
} from '../load/load-app-config.ts';
import type { Environment } from '../load/substitution.ts';
import type { TextRange } from '../text-range.ts';
import { findEmptiedKeys } from './emptied-keys.ts';
import { findForbiddenKeys } from './forbidden-keys.ts';
import { judgeConfig } from './judge.ts';
import {
  findMisplacedParts,
  findMissingBoost,
  lacksBoost,
  mayBeMisplaced,
} from './missing-boost.ts';
import { findNamelessKeys } from './nameless-keys.ts';
import { findNearBoost } from './near-boost.ts';
import { orderFindings } from './order-findings.ts';
import type { CheckedFile, CheckReport } from './report.ts';
import { SensitiveValues } from './sensitive-values.ts';
import { findSeveralConfigMaps } from './several-config-maps.ts';
import { findShownValues } from './shown-values.ts';
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
  const options = { cwd, env, allowOutside };
  const loaded = await loadAppConfig({ files: names, only: 'boost', ...options });
  const judged = loaded.refused ? [] : await judge(loaded, registry, options);
  const sensitive = new SensitiveValues(registry);
  const found = sensitive.withhold([...loaded.findings, ...judged], loaded.layers);
  const findings = orderFindings(
    strictEnv ? found.map(toStrict) : found,
    loaded.files.map(({ name }) => name),
  );
  const files = withShown(
    sensitive.hide(loaded.files, loaded.layers),
    // Without a finding there is no code frame.
    loaded.refused || findings.length === 0 ? new Map() : findShownValues(loaded.layers, registry),
  );
  const exitCode = exitCodeOf(loaded, findings);
  return { files, findings, ...(loaded.refused ? { notJudged: true } : {}), exitCode };
}

/** The files with the values that may be shown. Of one that could not be made out, nothing is known. */
function withShown(
  files: readonly CheckedFile[],
  shown: ReadonlyMap<string, readonly TextRange[]>,
): CheckedFile[] {
  return files.map(file => {
    const ranges = shown.get(file.name);
    return ranges === undefined ? file : { ...file, shown: ranges };
  });
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
  const emptied = findEmptiedKeys(layers);
  if (lacksBoost(merged)) {
    if ([...loaded.findings, ...findings].some(explainsMissing) || emptied.length > 0) {
      return [...findings, ...emptied];
    }
    // Only now the other sections matter, which were not looked into.
    const { layers: whole, names } = await reloadAppConfig(loaded, options);
    return [...findings, ...findMissingBoost(whole, names, registry)];
  }
  if (merged?.kind !== 'mapping') return [...findings, ...emptied];
  const boost = findPart(merged, 'boost');
  if (boost === undefined) return [...findings, ...emptied];
  // The sections beside `boost` matter seldom, and reading them takes most of the time.
  const isMisplaced = mayBeMisplaced(layers, registry);
  const whole =
    isMisplaced || isWithoutAuth(merged) ? await reloadAppConfig(loaded, options) : undefined;
  return [
    ...findings,
    ...(isMisplaced && whole !== undefined ? findMisplacedParts(whole.layers, registry) : []),
    ...withEmptied(judgeConfig({ merged, layers, whole: whole?.merged }, registry), emptied),
    ...findUnsetAndCovered(boost, registry),
    ...findDeprecatedFields(merged, registry),
    ...findGuessableSecrets(merged),
  ];
}

/** Of a key that is missing because a later file has it without a value, one finding: the error, with the reason. */
function withEmptied(judged: readonly Finding[], emptied: readonly Finding[]): Finding[] {
  const byPath = new Map(emptied.map(finding => [finding.path, finding]));
  const errors = judged.map(finding => {
    const reason = finding.code === 'required' ? byPath.get(finding.path) : undefined;
    if (reason === undefined) return finding;
    byPath.delete(finding.path);
    return { ...reason, severity: finding.severity, code: finding.code };
  });
  return [...errors, ...byPath.values()];
}

/** Whether nobody is checked, which is a mistake where other sections speak for production. */
function isWithoutAuth(merged: ConfigNode): boolean {
  const mode = findPart(merged, 'boost.security.mode')?.node;
  return mode?.kind === 'value' && mode.value === 'development-only-no-auth';
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
