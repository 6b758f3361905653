import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'store',
  code: 'no_permission',
  broken: 'The user of Redis may not use the keys of the cache.',
  site: { redis: true },
  async make(site) {
    const redis = await site.servers.redis();
    const password = 'password-of-redis';
    site.secrets.add(password);
    const rules = ['+@all', '~boost-token*'];
    await redis.send('ACL', 'SETUSER', 'limited', 'reset', 'on', `>${password}`, ...rules);
    site.set('backend.cache.connection', redis.url.replace('//', `//limited:${password}@`));
  },
};
