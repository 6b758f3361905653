import type { Finding } from '../finding.ts';

/** The environments that have a finding, behind its message; nothing where there is only one configuration. */
export function listEnvironments({ environments = [] }: Finding): string {
  return environments.length === 0 ? '' : ` (in ${environments.join(', ')})`;
}

/** What a finding says, in one text for a code host: its path, message and hint. */
export function writeFindingText(finding: Finding): string {
  const { path, message, hint } = finding;
  return `${path === undefined ? '' : `${path} `}${message}${listEnvironments(finding)}. ${hint}`;
}
