import type { Misconfiguration } from './misconfiguration.ts';

export const misconfiguration: Misconfiguration = {
  step: 'store',
  code: 'store_wrong_password',
  broken: 'The password of Redis was changed.',
  site: { redis: true },
  async make(site) {
    await site.connectToRedisAs('changed', '+@all', '~*');
    const redis = await site.servers.redis();
    await redis.send('ACL', 'SETUSER', 'changed', 'resetpass', '>another');
  },
  remedy: site => site.connectToRedisAs('changed', '+@all', '~*'),
};
