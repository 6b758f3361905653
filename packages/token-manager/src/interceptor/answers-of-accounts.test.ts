import type { Dispatcher } from 'undici';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { ApiAnswer } from '../../test/fixtures/scripted-api.fixture.ts';
import { type Undici, undiciVersions } from '../../test/fixtures/undici-versions.fixture.ts';
import { type Interceptor, OrderSetting } from '../../test/orders/order-setting.fixture.ts';

type Interceptors = Undici['interceptors'];

/** What may stand between the interceptor and the one that would mix accounts up. */
const between: readonly (readonly [string, (interceptors: Interceptors) => Interceptor])[] = [
  ['retry', ({ retry }) => retry()],
  ['redirect', ({ redirect }) => redirect({ maxRedirections: 1 })],
  ['decompress', ({ decompress }) => decompress()],
  ['responseError', ({ responseError }) => responseError()],
  ['dump', ({ dump }) => dump()],
  ['cache', ({ cache }) => cache()],
  ['dns', ({ dns }) => dns()],
];

const answering =
  (headers: Record<string, string | string[]>): ApiAnswer =>
  (response, _request, token) =>
    response.writeHead(200, headers).end(token);

const storable: readonly (readonly [string, Record<string, string | string[]>])[] = [
  ['public, max-age=60', { 'cache-control': 'public, max-age=60' }],
  ['two headers', { 'cache-control': ['public', 'max-age=60'] }],
  ['an open quote', { 'cache-control': 'max-age=60, x="' }],
  ['Expires', { expires: new Date(Date.now() + 60_000).toUTCString() }],
  ['nothing', {}],
];

/** Ten calls, one after the other. */
async function loop(call: () => Promise<{ text: string }>, text: string): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) expect(await call()).toMatchObject({ text });
}

describe.each(undiciVersions)('%s', (_version, undici) => {
  const { interceptors, cacheStores } = undici;

  test.each(
    storable.flatMap(([sent, headers]) =>
      (['shared', 'private'] as const).map(type => ({ sent, headers, type })),
    ),
  )(
    'a $type store outside gives no account what another got with $sent [bearer-interceptor/Cache that runs before the interceptor]',
    async ({ headers, type }) => {
      const store = new cacheStores.MemoryCacheStore();
      const compose = (bearer: Interceptor) => [
        bearer,
        interceptors.cache({ store, type, cacheByDefault: 60 }),
      ];
      await using setting = await OrderSetting.start(undici, compose);
      setting.api.answer = answering(headers);

      const mine = await setting.call();
      const theirs = await setting.callOfAnother();

      expect([mine.text, theirs.text]).toEqual(['token-1', 'of-another']);
      expect(mine.cacheControl).toMatch(/^no-store/);
    },
  );

  // One that dumps leaves no text to compare.
  test.each(between.filter(([name]) => name !== 'cache' && name !== 'dump'))(
    'with %s in between, a cache outside gives no account the answer of another [bearer-interceptor/Cache that runs before the interceptor]',
    async (_name, make) => {
      const cache = interceptors.cache();
      const compose = (bearer: Interceptor) => [bearer, make(interceptors), cache];
      await using setting = await OrderSetting.start(undici, compose);
      setting.api.answer = answering({ 'cache-control': 'public, max-age=60' });
      expect(await setting.call()).toMatchObject({ text: 'token-1' });
      expect(await setting.callOfAnother()).toMatchObject({ text: 'of-another' });
    },
  );

  test.each([
    ['nothing', () => []] as const,
    ...between.map(([name, make]) => [name, () => [make(interceptors)]] as const),
  ])(
    'with %s in between, a request that is deduplicated outside fails and names the order [bearer-interceptor/Deduplication that runs before the interceptor]',
    async (_name, inBetween) => {
      const deduplicate = interceptors.deduplicate();
      const compose = (bearer: Interceptor) => [bearer, ...inBetween(), deduplicate];
      await using setting = await OrderSetting.start(undici, compose);
      const calls = [setting.call(), setting.callOfAnother()];
      for (const call of calls) {
        await expect(call).rejects.toMatchObject({
          code: 'invalid_configuration',
          message: expect.stringContaining('deduplicate runs before bearerInterceptor'),
          hint: expect.stringContaining('compose(interceptors.deduplicate(), bearerInterceptor('),
        });
      }
      expect(setting.seen).toEqual([]);
      for (const manager of setting.managers) expect(manager.health().state).toBe('empty');
    },
  );

  test('many requests that are deduplicated inside are all answered, each account for itself', async () => {
    const { retry, deduplicate } = interceptors;
    const compose = (bearer: Interceptor) => [deduplicate(), retry(), bearer];
    await using setting = await OrderSetting.start(undici, compose);
    await Promise.all(
      Array.from({ length: 20 }, () => [
        loop(() => setting.call(), 'token-1'),
        loop(() => setting.callOfAnother(), 'of-another'),
      ]).flat(),
    );
  });

  test('a request beside one that is deduplicated without the interceptor is sent', async () => {
    await using setting = await OrderSetting.start(undici, bearer => [bearer]);
    const plain = new undici.Agent();
    onTestFinished(() => plain.destroy());
    const dispatcher: Dispatcher = plain.compose(interceptors.deduplicate());
    const [{ body }, answer] = await Promise.all([
      undici.request(`${setting.api.origin}/plain`, { dispatcher }),
      setting.call(),
    ]);
    expect([await body.text(), answer.text]).toEqual(['', 'token-1']);
  });
});
