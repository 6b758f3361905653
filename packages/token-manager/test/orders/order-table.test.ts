import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { undiciVersions } from '../fixtures/undici-versions.fixture.ts';
import { OrderSetting } from './order-setting.fixture.ts';
import { describeOrders, orderRows, startOther } from './order-table.fixture.ts';

describe.each(undiciVersions)('%s', (_version, undici) => {
  test.each(orderRows)(
    '$name listed before: $before.sees [bearer-interceptor/Every order has its outcome]',
    async ({ make, before }) => {
      await using other = await startOther();
      const neighbour = make(undici.interceptors);
      const compose = (bearer: typeof neighbour) => [neighbour, bearer];
      await using setting = await OrderSetting.start(undici, compose, [other.origin]);
      await expect(before.prove(setting, other)).resolves.toBeUndefined();
    },
  );

  test.each(orderRows)(
    '$name listed after: $after.sees [bearer-interceptor/Every order has its outcome]',
    async ({ make, after }) => {
      await using other = await startOther();
      const neighbour = make(undici.interceptors);
      const compose = (bearer: typeof neighbour) => [bearer, neighbour];
      await using setting = await OrderSetting.start(undici, compose, [other.origin]);
      await expect(after.prove(setting, other)).resolves.toBeUndefined();
    },
  );
});

test('the table in the docs is that of these tests [bearer-interceptor/Every order has its outcome]', () => {
  const page = new URL('../../../../docs/token-interceptor-order.md', import.meta.url);
  expect(readFileSync(page, 'utf8')).toBe(describeOrders(orderRows));
});
