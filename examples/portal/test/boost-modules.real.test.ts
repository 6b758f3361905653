import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  findBoostModule,
  skipsBoostModule,
} from '../../../packages/test-support/src/boost-package.ts';
import { makeBoostApp } from './fixtures/boost-app.fixture.ts';
import { skipsBackstage } from './fixtures/skips-backstage.fixture.ts';
import { ask, backendOn, serversForTest } from './fixtures/started-backend.fixture.ts';

const found = findBoostModule();
const lacksBackstage = await skipsBackstage();

/** What Boost's other modules have in app-config, and a slip in a section of ours. */
const otherModules = {
  boost: {
    connectors: { jira: { enabled: true, batchSize: '500' } },
    ingestion: { healthRetention: { maxAttemptsPerConnector: 50 } },
    entityProviders: { kagenti: { agentRefreshIntervalSeconds: 60 } },
    kagenti: { auth: { tokenExpiryBufferSeconds: '60', scpoe: 'openid' } },
    providers: { ogx: { baseUrl: 'http://localhost:8321', apiKey: 'canary-of-ogx' } },
  },
};

async function start(edit?: (schema: string) => string) {
  if (!('folder' in found)) throw new Error(found.missing);
  const servers = await serversForTest();
  const app = makeBoostApp(found.folder, edit);
  return { servers, backend: await backendOn(servers, otherModules, undefined, app) };
}

function toInteger(schema: string): string {
  return schema.replaceAll(/"type": "number",\s*"multipleOf": 1/g, '"type": "integer"');
}

describe.skipIf(lacksBackstage || skipsBoostModule(found))(
  "with a real Backstage backend beside Boost's modules",
  () => {
    test('A1: the backend loads all schemas, starts and answers [boost-configuration/Backend starts beside the modules of Boost]', async () => {
      const { servers, backend } = await start();

      expect((await ask(servers, backend, 'agents')).status).toBe(200);
      // Those of our schema (account and encryption secret) and that of a module.
      expect(backend.output).toContain('Found 3 new secrets in config that will be redacted');
      const warnings = backend.output.split('\n').filter(line => line.includes('known key'));
      expect(warnings).toHaveLength(1);
      expect(warnings[0]).toContain('boost.kagenti.auth.scpoe');
    });

    test('A1: with integer in our schema the same backend does not start', async () => {
      await expect(start(toInteger)).rejects.toThrow(/did not start.*merge/is);
    });
  },
);

test.skipIf(lacksBackstage)(
  'A2: a plugin of a real backend calls the Kagenti of the section of another module [backstage-kagenti-service/Service of another section]',
  async () => {
    const servers = await serversForTest();
    const { baseUrl } = servers.kagenti;
    const boost = {
      providers: { kagenti: { baseUrl: 'https://other.example.com' } },
      entityProviders: {
        kagenti: { baseUrl, namespaces: ['team1'], agentRefreshIntervalSeconds: 60 },
      },
    };
    const program = join(import.meta.dirname, 'fixtures/section-plugin.fixture.ts');
    const backend = await backendOn(servers, { boost }, program);

    const answer = await ask(servers, backend, 'probe');

    expect(await answer.json()).toMatchObject({ items: [{ name: 'weather-agent' }] });
    expect(backend.output).not.toContain('known key');
  },
);
