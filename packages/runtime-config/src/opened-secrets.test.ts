import { expect, test } from 'vitest';
import { sqliteHost } from '../test/database-host.fixture.ts';
import { memoryResolver } from '../test/memory-resolver.fixture.ts';
import { describeOpenedSecrets } from '../test/opened-secrets-suite.fixture.ts';

describeOpenedSecrets(sqliteHost);

test('A8: acceptLegacy is true or false', () => {
  expect(() => Reflect.apply(memoryResolver, undefined, [{ acceptLegacy: 'no' }])).toThrow(
    expect.objectContaining({
      code: 'invalid_option',
      message: expect.stringContaining('acceptLegacy'),
    }),
  );
});
