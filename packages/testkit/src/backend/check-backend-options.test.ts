import { expect, test } from 'vitest';
import { startKagentiBackend } from './kagenti-backend.ts';

const identityProvider = {
  issuer: 'http://127.0.0.1:1/realms/boost',
  jwksUri: 'http://127.0.0.1:1/certs',
  introspectionEndpoint: 'http://127.0.0.1:1/introspect',
};

/** As JavaScript gives it, past the types. */
const start = (...given: unknown[]): Promise<AsyncDisposable> =>
  Reflect.apply(startKagentiBackend, undefined, given);

test.each<[string, unknown, string]>([
  ['nothing', undefined, "an object with 'identityProvider'"],
  ['null', null, "an object with 'identityProvider'"],
  ['no provider', {}, "'identityProvider' is missing"],
  ['a provider in text', { identityProvider: 'x' }, 'startIdentityProvider or startKeycloak'],
  ['a promise of a provider', { identityProvider: Promise.resolve() }, 'awaited'],
])('%s as options is refused', async (_what, options, named) => {
  await expect(start(options)).rejects.toThrow(
    expect.objectContaining({ name: 'TypeError', message: expect.stringContaining(named) }),
  );
});

test.each<[string, object, string]>([
  ['a misspelt option', { agent: [] }, "no option 'agent' (did you mean 'agents'?)"],
  ['another case', { tokencheck: 'signature' }, "(did you mean 'tokenCheck'?)"],
  [
    'a name that is like none',
    { retries: 3 },
    "no option 'retries'; there may be identityProvider",
  ],
  [
    'a misspelt check',
    { tokenCheck: 'introspect' },
    "introspection (did you mean 'introspection'?)",
  ],
  ['no text as a check', { tokenCheck: true }, "'tokenCheck' must be one of signature"],
  [
    'a misspelt feature',
    { features: { skill: false } },
    "'features.skill' (did you mean 'skills'?)",
  ],
  ['a feature in text', { features: { skills: 'off' } }, "'features.skills' must be true or false"],
  ['an agent without a name', { agents: [{}] }, "'agents[0].name' is missing"],
  ['an agent in text', { agents: ['poet'] }, "'agents[0]' must be an object"],
  ['one agent without a list', { agents: { name: 'poet' } }, "'agents' must be an array"],
  ['a misspelt field of a tool', { tools: [{ name: 'a', nam: 'b' }] }, "'tools[0].nam'"],
  ['a namespace in a number', { namespaces: [7] }, "'namespaces[0]' must be text"],
  ['a client without a secret', { introspectionClient: { clientId: 'a' } }, 'clientSecret'],
  ['a misspelt time', { chat: { chunkDelay: 1 } }, "(did you mean 'chunkDelayMs'?)"],
  ['a time in text', { chat: { chunkDelayMs: '1' } }, "'chat.chunkDelayMs' must be a number"],
  ['a misspelt progress', { builds: { autoprogress: {} } }, "(did you mean 'autoProgress'?)"],
  ['a progress that is none', { simulation: { autoProgress: true } }, "'simulation.autoProgress'"],
  ['a step in seconds', { builds: { autoProgress: { stepSeconds: 1 } } }, "'builds.autoProgress"],
  ['a port that there is not', { port: 70_000 }, "'port' must be a whole number"],
])(
  '%s is refused by its name [developer-tooling/Unknown option is refused]',
  async (_what, options, named) => {
    await expect(start({ identityProvider, ...options })).rejects.toThrow(
      expect.objectContaining({ name: 'TypeError', message: expect.stringContaining(named) }),
    );
  },
);

test('options that are undefined are not given', async () => {
  await using backend = await start({ identityProvider, tokenCheck: undefined, agents: undefined });

  expect(backend).toHaveProperty('baseUrl');
});
