import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'client',
  code: 'public_client',
  broken: 'The client is public.',
  make: site => site.updateClient({ publicClient: true }),
};
