import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createConfigResolver } from '../src/create-config-resolver.ts';
import type { StoreHost, StorePlace } from './database-host.fixture.ts';
import { sampleRegistry, sampleYaml } from './sample-fields.fixture.ts';

const manyRows = 100_000;
/** Both databases understand it. */
const insertion = `insert into boost_config_overrides (key, value, schema_version, readable_since, updated_at)
  with recursive numbers(number) as (select 1 union all select number + 1 from numbers where number < ${manyRows})
  select 'boost.elsewhere.key' || number, '"canary"', 1, 1, '2026-01-01T00:00:00.000Z'`;

/** What happens to very many rows, on a database. */
export function describeManyRows(host: StoreHost, timeCast: string): void {
  describe(`many rows ${host.name}`, () => {
    let place: StorePlace;
    beforeEach(async () => {
      place = await host.open();
    });
    afterEach(() => place.close());

    test('Bad input: 100,000 rows of unknown keys are kept and reported, and the others are brought up to date', async () => {
      await place.knex?.().raw(`${insertion}${timeCast} from numbers`);
      await place.write('boost.sample.limit', '5', 1);
      await place.write('boost.sample.labels', '7', 3);
      const config = createConfigResolver({
        yaml: sampleYaml,
        overrides: place.replica(),
        registry: sampleRegistry,
      });
      expect(await config.resolve('boost.sample.limit')).toBe(51);
      const { entries } = await config.reconcile();
      const outcomes = entries.map(({ outcome, code }) => `${outcome} ${code}`);
      expect(outcomes.filter(outcome => outcome === 'kept unknown_key')).toHaveLength(manyRows);
      expect(outcomes.filter(outcome => outcome !== 'kept unknown_key')).toEqual([
        'rejected invalid_value',
        'migrated undefined',
      ]);
      expect(await place.rows()).toHaveLength(manyRows + 1);
      expect(await place.rejected()).toMatchObject([{ key: 'boost.sample.labels', value: '7' }]);
    }, 120_000);
  });
}
