import { expect, test } from 'vitest';
import { operationsOf } from '../test/database-host.fixture.ts';
import stored from '../test/fixtures/boost-stored-values.json' with { type: 'json' };
import { resolverOver } from '../test/memory-rows.fixture.ts';

const limit = 'boost.sample.limit';

test.each([0, -1, 1.5, '2', null, 2 ** 53])(
  'a row whose version is %j is taken as one of today',
  async version => {
    const { config, rows } = resolverOver([[limit, '5', version]]);
    expect(await config.resolve(limit)).toBe(5);
    expect((await config.reconcile()).entries).toEqual([{ key: limit, outcome: 'unchanged' }]);
    expect(await rows()).toEqual({ [limit]: '5' });
  },
);

test.each([0, 1, 7])(
  'a legacy secret of version %j keeps its version when reencrypt encrypts it anew',
  async version => {
    const key = 'boost.devSpaces.credentials';
    const legacy = stored.rows.find(row => row.key === key);
    const { config, overrides } = resolverOver([[key, legacy?.value, version]]);
    expect((await config.reencrypt()).entries).toEqual([{ key, outcome: 'reencrypted' }]);
    expect(await operationsOf(overrides).read()).toMatchObject([{ key, schemaVersion: version }]);
  },
);
