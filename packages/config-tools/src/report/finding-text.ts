import { isInFile } from '../check/describe-place.ts';
import type { Finding, SourceLocation } from '../finding.ts';

/** The environments that have a finding, behind its message; nothing where there is only one configuration. */
export function listEnvironments({ environments = [] }: Finding): string {
  return environments.length === 0 ? '' : ` (in ${environments.join(', ')})`;
}

/** Where in a file a finding is, for a code host; undefined also for a variable or an option, which has no lines. */
export function placeInFile({ location }: Finding): SourceLocation | undefined {
  return location && isInFile(location) ? location : undefined;
}

/** What a finding says, in one text for a code host: its place if that is no file, its path, message and hint. */
export function writeFindingText(finding: Finding): string {
  const { path, message, hint, location } = finding;
  const place = location && !isInFile(location) ? `${location.file}: ` : '';
  const subject = path === undefined ? '' : `${path} `;
  return `${place}${subject}${message}${listEnvironments(finding)}. ${hint}`;
}
