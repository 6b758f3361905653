import type { Misconfiguration } from './misconfiguration.ts';

const password = 'password-without-eval';

export const misconfiguration: Misconfiguration = {
  step: 'store',
  code: 'no_lease_permission',
  status: 'warning',
  broken: 'The user of Redis may not run scripts.',
  site: { redis: true },
  async make(site) {
    const redis = await site.servers.redis();
    site.secrets.add(password);
    const rules = ['+get', '+set', '+pttl', '+del', '+acl|whoami', '~*'];
    await redis.send('ACL', 'SETUSER', 'scriptless', 'on', `>${password}`, ...rules);
    site.set('backend.cache.connection', redis.url.replace('//', `//scriptless:${password}@`));
  },
};
