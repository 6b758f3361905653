import type { Finding as ConfigFinding } from '@rhdh-boost/config-tools';
import type { Configuration } from '../configuration/read-configuration.ts';
import { authKey } from './account-keys.ts';
import type { Finding, StepId } from './step.ts';

/** What the check of the configuration finds about values and files that later steps examine. */
const aboutContents: ReadonlySet<string> = new Set([
  'file_missing',
  'file_unreadable',
  'file_unusable',
  'file_outside',
  'certificate_expired',
  'surrounding_space',
]);

const credentialPaths = new Set(
  ['clientSecret', 'keyFile', 'assertionFile', 'certificateFile', 'certificateKeyFile'].map(
    key => `${authKey}.${key}`,
  ),
);
const authorityPaths = new Set([`${authKey}.caFile`, 'boost.providers.kagenti.tls.caFile']);

/**
 * The step that a finding of the configuration's check belongs to. The check reads the files that keys name, too: an
 * operator looks for an unreadable key at the step for the credential.
 */
export function stepOfFinding({ code, path = '' }: Pick<ConfigFinding, 'code' | 'path'>): StepId {
  if (code === 'guessable_secret') return 'secrets';
  if (!aboutContents.has(code)) return 'configuration';
  if (authorityPaths.has(path)) return 'tls';
  return credentialPaths.has(path) ? 'credential' : 'configuration';
}

/** The findings of the configuration's check that belong to a step. */
export function findingsFor(
  step: StepId,
  { findings }: Pick<Configuration, 'findings'>,
): Finding[] {
  return findings
    .filter(finding => stepOfFinding(finding) === step)
    .map(({ severity, code, path, message, hint, location }) => ({
      severity,
      code,
      message: path === undefined ? message : `${path} ${message}`,
      remedy: hint,
      source: location && `${location.file}:${location.line}:${location.column}`,
    }));
}
