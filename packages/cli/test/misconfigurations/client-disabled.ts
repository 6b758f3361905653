import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'client',
  code: 'unknown_client',
  broken: 'The client is disabled.',
  make: site => site.updateClient({ enabled: false }),
};
