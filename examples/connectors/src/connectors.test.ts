import { boostFieldSet, checkBoostConfig, combineConfigFields } from '@rhdh-boost/config-schema';
import { configFields as boostModules } from '@rhdh-boost/config-schema/boost-modules';
import { expect, it } from 'vitest';
import { configFields } from './index.ts';

const registry = combineConfigFields([boostFieldSet, boostModules, configFields]);
const check = (confluence: object) =>
  checkBoostConfig(
    { boost: { security: { mode: 'full' }, connectors: { confluence, jira: { enabled: 'no' } } } },
    { registry },
  );

it('a set in Zod 3 is read together with the fields of Boost and of its modules [boost-configuration/Registry holds the fields of all sets]', () => {
  const endpoint = 'https://confluence.example.com';
  expect(check({ enabled: 'yes', endpoint, batchSize: '500' }).config?.boost).toEqual({
    security: { mode: 'full' },
    connectors: {
      confluence: { enabled: true, endpoint, batchSize: 500 },
      jira: { enabled: false },
    },
  });
});

it('a mistake is reported in the words of the set, without the value', () => {
  const { problems } = check({ endpoint: 'http://canary.example.com', batchSize: 0.5 });
  expect(problems).toMatchObject([
    { path: 'boost.connectors.confluence.endpoint', code: 'insecure_url' },
    { path: 'boost.connectors.confluence.batchSize', message: 'must be a whole number' },
  ]);
  expect(JSON.stringify(problems)).not.toContain('canary');
});

it('the version in the database is not set in app-config', () => {
  expect(check({ __schemaVersion: 1 }).problems).toMatchObject([{ code: 'database_only' }]);
});
