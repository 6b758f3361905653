import type { Misconfiguration } from './misconfiguration.ts';

const password = 'password-of-the-cache';

export const misconfiguration: Misconfiguration = {
  step: 'store',
  code: 'store_wrong_password',
  broken: 'The password of Redis was changed.',
  site: { redis: true },
  async make(site) {
    const redis = await site.servers.redis();
    site.secrets.add(password);
    await redis.send('ACL', 'SETUSER', 'changed', 'on', '>another', '+@all', '~*');
    site.set('backend.cache.connection', redis.url.replace('//', `//changed:${password}@`));
  },
  async remedy(site) {
    const redis = await site.servers.redis();
    await redis.send('ACL', 'SETUSER', 'changed', `>${password}`);
  },
};
