import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'store',
  code: 'no_permission',
  broken: 'The user of Redis may not use the keys of the cache.',
  site: { redis: true },
  make: site => site.connectToRedisAs('limited', '+@all', '~boost-token*'),
};
