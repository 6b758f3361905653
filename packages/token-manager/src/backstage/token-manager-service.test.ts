import { createServiceRef } from '@backstage/backend-plugin-api';
import { type EmbeddedIdentityProvider, startIdentityProvider } from '@rhdh-boost/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type Lines,
  pluginWithTokens,
  startBackend,
} from '../../test/fixtures/backstage.fixture.ts';
import { failureOf } from '../../test/fixtures/test-manager.fixture.ts';
import { createTokenManagerServiceFactory, type TokenManagerService } from './index.ts';

let identityProvider: EmbeddedIdentityProvider;
const clients = ['boost', 'other'].map(clientId => ({
  clientId,
  clientSecret: `of-${clientId}-7f3a`,
}));
beforeAll(async () => {
  identityProvider = await startIdentityProvider({ clients });
});
afterAll(() => identityProvider.stop());

const accountOf = (clientId: string) => ({
  auth: {
    tokenEndpoint: identityProvider.tokenEndpoint,
    clientId,
    clientSecret: `of-${clientId}-7f3a`,
  },
});
const appConfig = () => ({ boost: { kagenti: accountOf('boost') } });

/** The clients that asked for a token since the work began. */
async function askedDuring(work: () => Promise<unknown>): Promise<(string | undefined)[]> {
  const before = identityProvider.requests.length;
  await work();
  return identityProvider.requests.slice(before).map(({ clientId }) => clientId);
}

test('a plugin that names the service gets tokens [backstage-token-service/Plugin names the service]', async () => {
  const { feature, tokens } = pluginWithTokens('agents');
  await startBackend({ config: appConfig(), features: [feature] });

  expect(await tokens().getToken()).toEqual(expect.any(String));
  expect(tokens().health()).toMatchObject({ state: 'fresh' });
});

test("A2: a plugin gets tokens beside Boost's other modules [backstage-token-service/Other modules' keys do not stop the plugin]", async () => {
  const { feature, tokens } = pluginWithTokens('agents');
  const otherModules = {
    connectors: { jira: { enabled: true } },
    ingestion: {},
    entityProviders: { kagenti: {} },
    providers: { ogx: { baseUrl: 7 } },
  };
  const { boost } = appConfig();
  await startBackend({ config: { boost: { ...otherModules, ...boost } }, features: [feature] });

  expect(await tokens().getToken()).toEqual(expect.any(String));
});

test('each of two plugins makes one request for many calls [backstage-token-service/Two plugins have two managers]', async () => {
  const plugins = ['agents', 'tools'].map(pluginId => pluginWithTokens(pluginId));
  await startBackend({ config: appConfig(), features: plugins.map(({ feature }) => feature) });

  const asked = await askedDuring(() =>
    Promise.all(
      plugins.flatMap(({ tokens }) => Array.from({ length: 100 }, () => tokens().getToken())),
    ),
  );

  expect(asked).toEqual(['boost', 'boost']);
});

test('lines go to the plugin’s logger', async () => {
  const lines: Lines = [];
  const { feature, tokens } = pluginWithTokens('agents');
  await startBackend({ config: appConfig(), features: [feature], lines });

  await tokens().getToken();

  expect(lines).toContainEqual(expect.stringMatching(/^agents debug .*token/i));
});

test('a stopped backend has closed the manager [backstage-token-service/Shutdown closes the manager]', async () => {
  const { feature, tokens } = pluginWithTokens('agents');
  const backend = await startBackend({ config: appConfig(), features: [feature] });

  await backend.stop();

  expect(await failureOf(tokens().getToken())).toMatchObject({ code: 'closed' });
  expect(tokens().health()).toMatchObject({ state: 'closed' });
});

test('another section and a listener for the whole backend [backstage-token-service/Other options for the backend]', async () => {
  const events: string[] = [];
  const { feature, tokens } = pluginWithTokens('agents');
  const factory = createTokenManagerServiceFactory({
    section: 'acme.weather',
    onEvent: ({ type }) => void events.push(type),
  });
  const config = { acme: { weather: accountOf('other') } };
  await startBackend({ config, features: [feature, factory] });

  expect(await askedDuring(() => tokens().getToken())).toEqual(['other']);
  expect(events).toEqual(['acquired']);
});

test('two references, two accounts [backstage-token-service/Separate service for another account]', async () => {
  const weatherTokens = createServiceRef<TokenManagerService>({
    id: 'acme.weather-tokens',
    defaultFactory: async service =>
      createTokenManagerServiceFactory({ service, section: 'acme.weather' }),
  });
  const boost = pluginWithTokens('agents');
  const other = pluginWithTokens('weather', weatherTokens);
  const config = { ...appConfig(), acme: { weather: accountOf('other') } };
  await startBackend({ config, features: [boost.feature, other.feature] });

  const asked = await askedDuring(async () => {
    await boost.tokens().getToken();
    await other.tokens().getToken();
  });

  expect(asked).toEqual(['boost', 'other']);
});
