import type { Finding } from '../finding.ts';

/** What a finding says, in one text for a code host: its path, message and hint. */
export function writeFindingText({ path, message, hint }: Finding): string {
  return `${path === undefined ? '' : `${path} `}${message}. ${hint}`;
}
