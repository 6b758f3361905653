import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'store',
  code: 'no_lease_permission',
  status: 'warning',
  broken: 'The user of Redis may not run scripts.',
  site: { redis: true },
  make: site =>
    site.connectToRedisAs('scriptless', '+get', '+set', '+pttl', '+del', '+acl|whoami', '~*'),
};
