import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'audience',
  code: 'missing_audience',
  broken: 'The client lacks the audience mapper of the default agent.',
  make: site => site.addAuthBridge(),
};
