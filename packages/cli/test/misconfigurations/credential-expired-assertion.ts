import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'credential',
  code: 'file_unusable',
  broken: 'The projected service account token has expired.',
  site: { method: 'client_assertion' },
  make: site => site.writeAssertion({ ageSeconds: 3600 }),
  remedy: site => site.writeAssertion(),
};
