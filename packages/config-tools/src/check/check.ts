import type { ConfigRegistry } from '@rhdh-boost/config-schema';
import type { Finding, SourceLocation } from '../finding.ts';
import type { ConfigNode, Place } from '../load/config-node.ts';
import {
  type LoadedAppConfig,
  loadAppConfig,
  type ReadingOptions,
  reloadAppConfig,
} from '../load/load-app-config.ts';
import { findEmptiedKeys } from './emptied-keys.ts';
import { environmentCodes } from './environment-codes.ts';
import { findForbiddenKeys } from './forbidden-keys.ts';
import type { IgnoreResult } from './ignore-comments.ts';
import { type JudgingOptions, judgeConfig } from './judge.ts';
import {
  findMisplacedParts,
  findMissingBoost,
  lacksBoost,
  mayBeMisplaced,
} from './missing-boost.ts';
import { findNamelessKeys } from './nameless-keys.ts';
import { findNearBoost } from './near-boost.ts';
import { orderFindings } from './order-findings.ts';
import { findRepeatedKeys } from './repeated-keys.ts';
import type { CheckReport } from './report.ts';
import { SensitiveValues } from './sensitive-values.ts';
import { findSeveralConfigMaps } from './several-config-maps.ts';
import { addShownValues } from './shown-values.ts';
import { findPart } from './walk-config.ts';
import {
  findDeprecatedFields,
  findGuessableSecrets,
  findLiteralSecrets,
  findUnsetAndCovered,
  withUnclosed,
} from './warnings.ts';

/** What to check, and how. */
export interface FilesToCheck extends ReadingOptions {
  /** The files, in the order in which they are merged; none for those that the reader has by default. */
  readonly files: readonly string[];
  /** The fields to judge by. */
  readonly registry: ConfigRegistry;
  /** Whether an unset variable without a default, or a missing `$file`, is an error. */
  readonly strictEnv: boolean;
  /** Whether an unknown key is an error or a warning. */
  readonly unknownKeys: 'error' | 'warn';
  /** Whether files without any `boost` section are accepted. */
  readonly allowEmpty: boolean;
  /** Finds what is wrong with the files that keys of a merged configuration name; they are not read without it. */
  readonly findUnusableFiles?: (merged: ConfigNode) => Promise<Finding[]>;
}

/** Reads app-configs and checks the `boost` section of the result; see `checkAppConfig`. */
export async function checkFiles(given: FilesToCheck): Promise<CheckReport> {
  return checkLoaded(await loadAppConfig({ ...given, only: { section: 'boost' } }), given);
}

/**
 * Checks the `boost` section of app-configs that were read.
 *
 * @param loaded - what was read; its other sections need not be
 * @param given - by what it was read, and how to check
 */
export async function checkLoaded(
  loaded: LoadedAppConfig,
  given: FilesToCheck,
): Promise<CheckReport> {
  const { files: _named, registry, strictEnv, unknownKeys, allowEmpty, ...options } = given;
  const judged = loaded.refused
    ? []
    : await judge(loaded, { registry, unknownKeys, allowEmpty }, options);
  if (!loaded.refused && loaded.merged !== undefined) {
    judged.push(...((await given.findUnusableFiles?.(loaded.merged)) ?? []));
  }
  const sensitive = new SensitiveValues(registry);
  const found = sensitive.withhold([...loaded.findings, ...withUnclosed(judged)], loaded.layers);
  const { kept, ignored } = await applyIgnoreComments(
    strictEnv ? found.map(toStrict) : found,
    loaded,
  );
  const findings = orderFindings(
    kept,
    loaded.files.map(({ name }) => name),
  );
  const hidden = sensitive.hide(loaded.files, loaded.layers);
  // Without a finding there is no code frame.
  const hasFrames = !loaded.refused && findings.length > 0;
  const files = hasFrames ? addShownValues(hidden, loaded.layers, registry) : hidden;
  const sections = findSections(loaded);
  const withSection = new Set(sections.map(({ file }) => file));
  const exitCode = exitCodeOf({ loaded, findings, isEmpty: sections.length === 0 && !allowEmpty });
  return {
    files,
    findings,
    sections,
    withoutSection: loaded.refused ? [] : loaded.names.filter(name => !withSection.has(name)),
    ignored,
    ...(loaded.refused ? { notJudged: true } : {}),
    exitCode,
  };
}

/** Comments are rare, so that what reads them is loaded only where a file has one. */
async function applyIgnoreComments(
  findings: readonly Finding[],
  { files, refused }: LoadedAppConfig,
): Promise<Pick<IgnoreResult, 'kept' | 'ignored'>> {
  if (refused || !files.some(({ text }) => text.includes('boost-config-ignore'))) {
    return { kept: findings, ignored: [] };
  }
  const { ignoreByComments } = await import('./ignore-comments.ts');
  return ignoreByComments(findings, files);
}

/** Where the judged sections begin: none where the merged configuration has none. */
function findSections({ layers, merged, refused }: LoadedAppConfig): SourceLocation[] {
  if (refused || lacksBoost(merged)) return [];
  return layers.flatMap(layer => {
    if (layer.kind !== 'mapping') return [locatePlace(layer.place)];
    const entry = layer.entries.get('boost');
    return entry === undefined || entry.nameless ? [] : [locatePlace(entry.keyPlace)];
  });
}

function locatePlace({ source, start, end }: Place): SourceLocation {
  return source.locate(start, end);
}

function toStrict(finding: Finding): Finding {
  return environmentCodes.has(finding.code) ? { ...finding, severity: 'error' } : finding;
}

async function judge(
  loaded: LoadedAppConfig,
  judging: JudgingOptions & Pick<FilesToCheck, 'allowEmpty'>,
  options: ReadingOptions,
): Promise<Finding[]> {
  const { layers, merged } = loaded;
  const { registry, allowEmpty } = judging;
  const findings = layers.flatMap(layer => [
    ...findForbiddenKeys(layer),
    ...findNamelessKeys(layer),
    ...findNearBoost(layer),
    ...findLiteralSecrets(layer, registry),
  ]);
  findings.push(...findSeveralConfigMaps(layers));
  const emptied = findEmptiedKeys(layers);
  if (lacksBoost(merged)) {
    const isNoted = layers.length === 0 && loaded.findings.some(isNote);
    if (isNoted || emptied.length > 0 || [...loaded.findings, ...findings].some(explainsMissing)) {
      return [...findings, ...emptied];
    }
    // Only now the other sections matter, which were not read.
    const only = mayBeMisplaced(layers, registry)
      ? undefined
      : { section: 'boost', mentions: 'boost' };
    const { layers: whole, names } = await reloadAppConfig(loaded, options, only);
    return [...findings, ...findMissingBoost(whole, names, registry, allowEmpty)];
  }
  if (merged?.kind !== 'mapping') return [...findings, ...emptied];
  const boost = findPart(merged, 'boost');
  if (boost === undefined) return [...findings, ...emptied];
  // The sections beside `boost` matter seldom, and reading them takes most of the time.
  const isMisplaced = mayBeMisplaced(layers, registry);
  const whole =
    isMisplaced || isWithoutAuth(merged) ? await reloadAppConfig(loaded, options) : undefined;
  const judged = judgeConfig({ merged, layers, whole: whole?.merged }, judging);
  const misplaced =
    isMisplaced && whole !== undefined ? findMisplacedParts(whole.layers, registry) : [];
  return [
    ...findings,
    ...withMisplaced(withEmptied(judged, emptied), misplaced, whole?.layers ?? []),
    ...findRepeatedKeys(judged, layers),
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

/** A key that is missing because its section is beside `boost` is one finding, the error at that section. */
function withMisplaced(
  judged: readonly Finding[],
  misplaced: readonly Finding[],
  layers: readonly ConfigNode[],
): Finding[] {
  const explained = judged.flatMap(finding => {
    const written = finding.path?.replace(/^boost\./, '') ?? '';
    const section = misplaced.find(({ path = '' }) => written.startsWith(`${path}.`));
    const isWritten = layers.some(layer => findPart(layer, written) !== undefined);
    return finding.code === 'required' && section !== undefined && isWritten
      ? [{ finding, section }]
      : [];
  });
  const sections = new Set(explained.map(({ section }) => section));
  const dropped = new Set(explained.map(({ finding }) => finding));
  return [
    ...misplaced.map(
      (finding): Finding => (sections.has(finding) ? { ...finding, severity: 'error' } : finding),
    ),
    ...judged.filter(finding => !dropped.has(finding)),
  ];
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

const notes = new Set(['no_app_config', 'helm_template']);

/** Whether a finding explains why nothing in its file was judged. */
function isNote({ code }: Finding): boolean {
  return notes.has(code);
}

interface Outcome {
  readonly loaded: LoadedAppConfig;
  readonly findings: readonly Finding[];
  /** Whether no section was judged, where one was expected. */
  readonly isEmpty: boolean;
}

function exitCodeOf({ loaded, findings, isEmpty }: Outcome): CheckReport['exitCode'] {
  if (loaded.refused) return 2;
  return isEmpty || findings.some(({ severity }) => severity === 'error') ? 1 : 0;
}
