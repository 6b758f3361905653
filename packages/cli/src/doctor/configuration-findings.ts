import { type Finding as ConfigFinding, describePlace } from '@rhdh-boost/config-tools';
import type { Configuration } from '../configuration/read-configuration.ts';
import { shellWord } from './kcadm.ts';
import type { Finding, StepId } from './step.ts';

/** The steps that report what the check of the configuration found. */
type ReportingStep = Extract<StepId, 'configuration' | 'credential' | 'tls' | 'secrets'>;

/** Findings about the content of files that keys name. */
const fileCodes: ReadonlySet<string> = new Set([
  'file_missing',
  'file_unreadable',
  'file_unusable',
  'certificate_expired',
]);
const credentialKey = /^boost\.kagenti\.auth\./;
const proofKey =
  /^boost\.kagenti\.auth\.(?:clientSecret|keyFile|assertionFile|certificateFile|certificateKeyFile)$/;
const authorityKey = /^boost\.(?:kagenti\.auth|providers\.kagenti\.tls)\.caFile$/;

/**
 * The findings of the check that belong to a step: those about what proves the client to `credential`,
 * those about files of authorities to `tls`, those about secrets that can be guessed to `secrets`, all others to
 * `configuration`.
 */
export function configurationFindings(
  { findings, mergedFiles }: Pick<Configuration, 'findings' | 'mergedFiles'>,
  step: ReportingStep,
): Finding[] {
  return findings
    .filter(finding => stepOf(finding) === step)
    .toSorted((a, b) => Number(isMigrated(b)) - Number(isMigrated(a)))
    .map(finding => toStepFinding(finding, mergedFiles));
}

/** What `boost config migrate` replaces comes first: it also replaces keys that are only unknown to the check. */
function isMigrated({ code }: ConfigFinding): boolean {
  return code === 'removed_key';
}

function stepOf({ code, path = '' }: ConfigFinding): ReportingStep {
  if (code === 'guessable_secret') return 'secrets';
  if (code === 'unset_variable' && proofKey.test(path)) return 'credential';
  if (!fileCodes.has(code)) return 'configuration';
  if (authorityKey.test(path)) return 'tls';
  return credentialKey.test(path) ? 'credential' : 'configuration';
}

function toStepFinding(finding: ConfigFinding, files: readonly string[]): Finding {
  const { severity, code, path, location } = finding;
  const { message, hint } = wordingOf(finding);
  return {
    severity,
    code,
    message: asSentence(path === undefined ? message : `${path} ${message}`),
    remedy: hint.replace('"boost config migrate"', command => withFiles(command, files)),
    source: location && describePlace(location),
  };
}

/** The command that migrates, to be copied: without `--write` it changes nothing. Standard input is no file to write. */
function withFiles(command: string, files: readonly string[]): string {
  if (files.length === 0 || files.includes('-')) return command;
  return `"boost config migrate --write ${files.map(shellWord).join(' ')}"`;
}

/** Messages of the check go before a place. Here they go before the remedy. */
function asSentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** Whoever checks a file elsewhere may leave variables out. The doctor runs where they should be set. */
function wordingOf({
  code,
  message,
  hint,
  variables = [],
}: ConfigFinding): Pick<ConfigFinding, 'message' | 'hint'> {
  if (code !== 'unset_variable' || variables.length === 0) return { message, hint };
  const [noun, verb, them] =
    variables.length === 1 ? ['variable', 'is', 'it'] : ['variables', 'are', 'them'];
  return {
    message: `takes its value from the ${noun} ${variables.join(' and ')}, which ${verb} not set here`,
    hint: `Set ${them} where the backend runs, and run boost doctor there: its container has the variables of the backend.`,
  };
}
