import { expect, test } from 'vitest';
import { examineRedis } from './redis-cache.ts';

/** What a server answers whose user may use nothing. */
function refuseAll(name: string) {
  return async (command: string) => {
    if (command === 'ACL') return name;
    throw new Error(`NOPERM User ${name} has no permissions to run the command`);
  };
}

test('a command contains the name and the keys as words of a shell', async () => {
  const { findings } = await examineRedis(refuseAll("o'neil;touch$IFS/tmp/x"), {
    kind: 'redis',
    servers: [],
    isCluster: false,
    keyPrefix: "it's:",
  });
  expect(findings[0]?.commands).toEqual([
    String.raw`redis-cli ACL SETUSER 'o'\''neil;touch$IFS/tmp/x' +get +set '~it'\''s:*'`,
    String.raw`redis-cli ACL SETUSER 'o'\''neil;touch$IFS/tmp/x' +get +set +pttl +del +eval '~boost-token*'`,
  ]);
});

test('a command reaches the server as its administrator does', async () => {
  const { findings } = await examineRedis(refuseAll('boost'), {
    kind: 'redis',
    servers: [{ name: 'cache', url: 'rediss://boost:canary@[::1]:6390/2', options: {} }],
    isCluster: false,
    keyPrefix: 'boost:',
  });
  expect(findings[0]?.commands?.[0]).toBe(
    "redis-cli -h ::1 -p 6390 --tls ACL SETUSER boost +get +set '~boost:*'",
  );
});
