import { boostFieldSet, combineConfigFields, defineConfigFields } from '@rhdh-boost/config-schema';
import { configFields as boostModules } from '@rhdh-boost/config-schema/boost-modules';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { z } from 'zod';
import { kagentiServerOfFile } from '../../test/fixtures/kagenti-server.fixture.ts';
import { jane, NumberedTokens, weatherAgent } from '../../test/fixtures/test-client.fixture.ts';
import { createKagentiClient, createTokenManager } from './index.ts';

const server = kagentiServerOfFile();

/** What Boost's other modules have below `boost`. */
const otherModules = {
  connectors: { jira: { enabled: true } },
  ingestion: { schedule: { frequency: 'PT1H' } },
  entityProviders: { kagenti: { schedule: {} } },
  systemPrompt: 7,
};

/** An app-config beside Boost's other modules; further keys of our sections as given. */
function appConfig({ auth = {}, kagenti = {}, provider = {}, ...boost }: Sections = {}) {
  return {
    boost: {
      ...otherModules,
      security: { mode: 'full' },
      kagenti: { auth: { ...server.auth, ...auth }, ...kagenti },
      providers: {
        ogx: { baseUrl: 7 },
        kagenti: { baseUrl: server.backend.baseUrl, ...provider },
      },
      ...boost,
    },
  };
}

interface Sections {
  readonly auth?: object;
  readonly kagenti?: object;
  readonly provider?: object;
  readonly security?: object;
}

/** A logger, and what it was warned of; the two warnings for missing hooks are left out. */
function recordingLogger() {
  const warnings: string[] = [];
  const logger = {
    debug: () => undefined,
    info: () => undefined,
    error: () => undefined,
    warn: (line: string) => {
      if (!line.includes('was made without')) warnings.push(line);
    },
  };
  return { logger, warnings };
}

const misspelt = { namespcaes: ['team1'] };
const warning =
  'boost.providers.kagenti.namespcaes in app-config is not a known key and is ignored. Did you mean boost.providers.kagenti.namespaces? Until it is corrected, calls to all namespaces are allowed.';

test('A2: a client is made and calls, whatever other modules have [kagenti-api/Unknown key of ours is one warning]', async () => {
  const { logger, warnings } = recordingLogger();
  await using kagenti = createKagentiClient(appConfig(), { logger });

  const { items } = await kagenti.asUser(jane).agents.list({ namespace: 'team1' });

  expect(items).toMatchObject([weatherAgent]);
  expect(warnings).toEqual([]);
});

test('A2: a token manager is made, whatever other modules have, without a security mode too [kagenti-api/Unknown key of ours is one warning]', async () => {
  const { logger, warnings } = recordingLogger();
  await using tokens = createTokenManager(appConfig({ security: {} }), { logger });

  expect(await tokens.getToken()).toEqual(expect.any(String));
  expect(warnings).toEqual([]);
});

test('the account is not judged where tokens come from elsewhere', async () => {
  const config = appConfig({ auth: { tokenEndpoint: 'not a URL', clientId: undefined } });
  await using kagenti = createKagentiClient(config, { tokens: new NumberedTokens() });

  expect(kagenti.asUser(jane)).toHaveProperty('agents');
  expect(() => createKagentiClient(config)).toThrow('boost.kagenti.auth.tokenEndpoint');
});

test('the encryption secret is judged where it is used', async () => {
  const config = { boost: { ...appConfig().boost, encryptionSecret: 'short' } };
  const store = { get: async () => undefined, set: async () => undefined };
  await using tokens = createTokenManager(config);

  expect(await tokens.getToken()).toEqual(expect.any(String));
  expect(() => createTokenManager(config, { store })).toThrow('boost.encryptionSecret');
  expect(() => createKagentiClient(config)).toThrow('boost.encryptionSecret');
});

test.each<[string, Sections, string[]]>([
  ['of the provider', { provider: misspelt }, [warning]],
  [
    'of the account',
    { auth: { scpoe: 'openid' } },
    [
      'boost.kagenti.auth.scpoe in app-config is not a known key and is ignored. Did you mean boost.kagenti.auth.scope?',
    ],
  ],
  [
    'in the wrong section',
    { kagenti: { namespaces: ['team1'] } },
    [
      'boost.kagenti.namespaces in app-config is not a known key and is ignored. Did you mean boost.providers.kagenti.namespaces? Until it is corrected, calls to all namespaces are allowed.',
    ],
  ],
  [
    'beside the list that it names',
    { provider: { namespaces: ['team1'], namespcaes: ['team2'] } },
    [warning.replace(/ Until .*/, '')],
  ],
  [
    'of version 1',
    { auth: { tokenExchange: { audience: 'canary' } } },
    [
      expect.stringMatching(
        /^boost\.kagenti\.auth\.tokenExchange\.audience in app-config has no effect: it was removed in Boost configuration version 2: .*Run "boost-config migrate"/,
      ),
    ],
  ],
])(
  'A2: an unknown key %s is one warning, and the client is made [kagenti-api/Unknown key of ours is one warning]',
  async (_what, sections, expected) => {
    const { logger, warnings } = recordingLogger();
    await using kagenti = createKagentiClient(appConfig(sections), { logger });

    const { items } = await kagenti.asUser(jane).agents.list({ namespace: 'team1' });

    expect(items).toMatchObject([weatherAgent]);
    expect(warnings).toEqual(expected);
  },
);

test('A2: it is one warning for a token manager and two clients of one configuration [kagenti-api/Unknown key of ours is one warning]', async () => {
  const { logger, warnings } = recordingLogger();
  const config = appConfig({ provider: misspelt, auth: { scpoe: 'openid' } });
  await using tokens = createTokenManager(config, { logger });
  await createKagentiClient(config, { tokens, logger }).close();
  await createKagentiClient(config, { logger }).close();

  expect(warnings).toEqual([
    `boost.kagenti.auth.scpoe in app-config is not a known key and is ignored. Did you mean boost.kagenti.auth.scope? ${warning}`,
  ]);
});

test('without a logger it is a warning of the process [kagenti-api/Unknown key of ours is one warning]', async () => {
  const emitted = vi.spyOn(process, 'emitWarning').mockReturnValue();
  onTestFinished(() => emitted.mockRestore());
  await createKagentiClient(appConfig({ provider: misspelt })).close();

  const ofTheKey = emitted.mock.calls.filter(
    ([text]) => !String(text).includes('was made without'),
  );
  expect(ofTheKey).toEqual([[warning, { type: 'BoostConfigWarning' }]]);
});

test('a logger that throws does not keep the client from being made', async () => {
  const logger = {
    ...recordingLogger().logger,
    warn() {
      throw new Error('The disk is full.');
    },
  };
  await using kagenti = createKagentiClient(appConfig({ provider: misspelt }), { logger });

  expect(kagenti.asUser(jane)).toHaveProperty('agents');
});

test('what a misspelt key was meant to be is missing, and both are named [kagenti-api/Invalid configuration is refused]', () => {
  const { boost } = appConfig();
  const { clientSecret: _, ...auth } = boost.kagenti.auth;
  const kagenti = { auth: { ...auth, clientSecrte: 'canary' } };
  const create = () => createTokenManager({ boost: { ...boost, kagenti } });

  expect(create).toThrow('boost.kagenti.auth.clientSecret is missing');
  expect(create).toThrow('Did you mean boost.kagenti.auth.clientSecret?');
  expect(create).not.toThrow('canary');
});

/** What other modules contribute to our sections, and their own section. */
const registry = combineConfigFields([
  boostFieldSet,
  boostModules,
  defineConfigFields({
    owner: '@acme/weather',
    version: 1,
    fields: {
      'boost.kagenti.weather': {
        schema: z.string().optional(),
        configScope: 'yaml-only',
        description: 'Where the weather comes from.',
        visibility: 'backend',
        since: 1,
      },
    },
  }),
]);
const section = 'boost.entityProviders.kagenti';

test('A2: a key that another module contributes to our sections is no unknown one', async () => {
  const { logger, warnings } = recordingLogger();
  const config = appConfig({ kagenti: { weather: 'canary' } });
  await createKagentiClient(config, { logger, registry }).close();
  await createTokenManager(structuredClone(config), { logger, registry }).close();
  expect(warnings).toEqual([]);
  await createTokenManager(structuredClone(config), { logger }).close();
  expect(warnings).toEqual([expect.stringContaining('boost.kagenti.weather')]);
});

/** The same beside a section of the catalog's module. */
function other(kagenti: object, provider: object = {}) {
  const { boost } = appConfig({ provider });
  return { boost: { ...boost, entityProviders: { kagenti } } };
}

describe('a client of another section', () => {
  test('A2: calls the backend of the section, and the others in it [kagenti-api/Client reads the section of another module]', async () => {
    const config = other(
      { baseUrl: server.backend.baseUrl, namespaces: ['team1'], agentRefreshIntervalSeconds: 60 },
      // What is not read is not judged.
      { baseUrl: 'not a URL', namespaces: 7, maxRetries: 0 },
    );
    const { logger, warnings } = recordingLogger();
    await using kagenti = createKagentiClient(config, { logger, registry, section });
    const { agents } = kagenti.asUser(jane);

    await expect(agents.list({ namespace: 'team1' })).resolves.toHaveProperty('items');
    await expect(agents.list({ namespace: 'team2' })).rejects.toThrow(
      'Allowed are team1. To allow another, add it to boost.providers.kagenti.namespaces.',
    );
    expect(warnings).toEqual([]);
  });

  test('A2: keeps the restriction of the provider where the section has none [kagenti-api/Client reads the section of another module]', async () => {
    const config = other({ baseUrl: server.backend.baseUrl }, { namespaces: ['team1'] });
    await using kagenti = createKagentiClient(config, { registry, section });
    await expect(kagenti.asUser(jane).agents.list({ namespace: 'team2' })).rejects.toThrow(
      'Allowed are team1. To allow another, add it to boost.providers.kagenti.namespaces.',
    );
  });

  test('A2: takes all from the provider where nothing is set [kagenti-api/Client reads the section of another module]', async () => {
    await using kagenti = createKagentiClient(other({}), { registry, section });
    await expect(kagenti.asUser(jane).agents.list({ namespace: 'team1' })).resolves.toHaveProperty(
      'items',
    );
  });

  test("A3: has the provider's default agent, which the provider's list completes and the section's list limits", async () => {
    const provider = { baseUrl: server.backend.baseUrl, defaultAgent: 'weather-agent' };
    const chatOf = async (ofSection: string[]) => {
      const config = other({ namespaces: ofSection }, { ...provider, namespaces: ['team1'] });
      await using kagenti = createKagentiClient(config, { registry, section });
      return await kagenti.asUser(jane).chat.send({ message: 'hi' });
    };
    await expect(chatOf(['team1', 'team2'])).resolves.toHaveProperty('content');
    await expect(chatOf(['team2'])).rejects.toMatchObject({ code: 'namespace_refused' });
    const config = other({ namespaces: ['team1'] }, provider);
    expect(() => createKagentiClient(config, { registry, section })).toThrow(
      'boost.providers.kagenti.defaultAgent has no namespace',
    );
  });

  test('A3: without an account calls no base URL that others can reach, by the one that is called [kagenti-api/Backend without authentication]', async () => {
    const outside = 'https://canary.example.com';
    const create = (ofSection: object, baseUrl: string) => {
      const { boost } = other(ofSection, { baseUrl });
      const config = {
        boost: {
          ...boost,
          security: { mode: 'plugin-only' },
          kagenti: { auth: { method: 'none' } },
        },
      };
      return () =>
        createKagentiClient(config, { registry, section, logger: recordingLogger().logger });
    };
    expect(create({ baseUrl: outside }, server.backend.baseUrl)).toThrow(
      `boost.kagenti.auth.method must not be none, since ${section}.baseUrl is neither on loopback`,
    );
    expect(create({}, outside)).toThrow('since boost.providers.kagenti.baseUrl is neither');
    await create({ baseUrl: server.backend.baseUrl }, outside)().close();
  });

  test('A2: warns of a misspelt list, and is refused for a wrong value, by its key', async () => {
    const { logger, warnings } = recordingLogger();
    const config = other({ baseUrl: server.backend.baseUrl, namespcaes: ['canary'] });
    await createKagentiClient(config, { logger, registry, section }).close();
    expect(warnings).toEqual([
      'boost.entityProviders.kagenti.namespcaes in app-config is not a known key and is ignored. Did you mean boost.entityProviders.kagenti.namespaces? Until it is corrected, calls to all namespaces are allowed.',
    ]);
    for (const wrong of [
      { namespaces: ['CANARY'] },
      { namespaces: '' },
      { namespaces: [] },
      { baseUrl: 'http://canary.example.com' },
    ]) {
      const create = () => createKagentiClient(other(wrong), { registry, section });
      expect(create).toThrow(`${section}.${Object.keys(wrong).join()}`);
      expect(create).not.toThrow(/canary/i);
    }
  });

  test.each([undefined, combineConfigFields([boostFieldSet])])(
    'A2: needs the fields of the section',
    given => {
      const options = given === undefined ? { section } : { section, registry: given };
      expect(() => createKagentiClient(other({}), options)).toThrow(
        'section needs a registry with the fields boost.entityProviders.kagenti.baseUrl and boost.entityProviders.kagenti.namespaces',
      );
    },
  );
});

test('B8: a value that is probably meant otherwise is one warning, and the client is made [boost-configuration/Value for another purpose is a warning]', async () => {
  const { logger, warnings } = recordingLogger();
  const provider = { requestTimeoutMs: 30, baseUrl: `${server.backend.baseUrl}/api/v1` };
  const config = appConfig({ provider });
  await createKagentiClient(config, { logger }).close();
  await createKagentiClient(config, { logger }).close();

  expect(warnings).toEqual([
    'boost.providers.kagenti.baseUrl in app-config ends with /api/v1, which the client adds to each call itself. Remove /api/v1 from the end.',
    'boost.providers.kagenti.requestTimeoutMs in app-config is less than half a second: it counts milliseconds. If you meant seconds, multiply it by 1000.',
  ]);
});
