import { inspect } from 'node:util';
import { Agent, MockAgent, ProxyAgent, RetryAgent } from 'undici';
import * as undici6 from 'undici-6';
import * as undici7 from 'undici-7';
import { expect, test } from 'vitest';
import { NumberedTokens, sessionKey, testClient } from '../../test/fixtures/test-client.fixture.ts';
import { KagentiClient } from '../kagenti-client.ts';

const baseUrl = 'https://kagenti.example.com';
const tokens = new NumberedTokens();

/** Makes a client of what JavaScript may give, past the types. */
const create = (...options: readonly unknown[]) => Reflect.construct(KagentiClient, options);

/** The error that names an option. */
const refusal = (named: string) =>
  expect.objectContaining({
    name: 'KagentiError',
    code: 'invalid_options',
    message: expect.stringContaining(named),
  });

test.each<[string, readonly unknown[]]>([
  ['nothing', []],
  ['null', [null]],
  ['a text', [baseUrl]],
  ['a list', [[]]],
])('%s as options is refused [kagenti-api/Invalid option is refused]', (_what, given) => {
  expect(() => create(...given)).toThrow(
    refusal('new KagentiClient() needs an options object with baseUrl and tokens.'),
  );
});

test.each<[string, object, string]>([
  ['no address', { baseUrl: undefined }, 'baseUrl'],
  ['a symbol as address', { baseUrl: Symbol('x') }, 'baseUrl'],
  ['no tokens', { tokens: undefined }, 'tokens'],
  ['tokens without invalidate', { tokens: { getToken: async () => 'token' } }, 'tokens'],
  ['a text for a switch', { allowInClusterHttp: 'false' }, 'allowInClusterHttp'],
  ['a text for authorize', { authorize: 'yes' }, 'authorize'],
  ['a flag for audit', { audit: true }, 'audit'],
  ['an object for onDrift', { onDrift: {} }, 'onDrift'],
  ['one text for namespaces', { namespaces: 'team1' }, 'namespaces'],
  ['a validation that there is not', { validation: 'strikt' }, 'validation'],
  ['a list for a validation', { validation: ['strict'] }, 'validation'],
  ['a clock of zero', { timeouts: { headersMs: 0 } }, 'timeouts.headersMs'],
  ['a clock beyond timers', { timeouts: { totalMs: 2 ** 31 } }, 'timeouts.totalMs'],
  ['a number for the clocks', { timeouts: 5_000 }, 'timeouts is an object'],
  ['half a retry', { retry: { maxRetries: 0.5 } }, 'retry.maxRetries'],
  ['too many retries', { retry: { maxRetries: 101 } }, 'retry.maxRetries'],
  ['a negative budget', { retry: { budget: -1 } }, 'retry.budget'],
  ['a number for the retries', { retry: 3 }, 'retry is an object'],
  ['a text for the sessions', { sessions: sessionKey }, 'sessions is an object'],
  ['null for the sessions', { sessions: null }, 'sessions is an object'],
  ['sessions without a key', { sessions: {} }, 'sessions.key is text or bytes'],
  ['a key that is not set', { sessions: { key: undefined } }, 'sessions.key is text or bytes'],
  ['a number as a key', { sessions: { key: 7 } }, 'sessions.key is text or bytes'],
  ['a short session key', { sessions: { key: 'k'.repeat(15) } }, 'sessions.key has at least 16'],
  [
    'one previous key',
    { sessions: { key: sessionKey, previousKeys: sessionKey } },
    'a list of keys',
  ],
  [
    'a short previous key',
    { sessions: { key: sessionKey, previousKeys: [sessionKey, 'k'.repeat(15)] } },
    'sessions.previousKeys[1] has at least 16 characters',
  ],
  ['short key bytes', { sessions: { key: new Uint8Array(31) } }, 'sessions.key has at least 32'],
  ['half a default agent', { defaultAgent: 'team1' }, 'defaultAgent'],
  ['a default agent of three parts', { defaultAgent: 'team1/a/b' }, 'defaultAgent'],
  ['a number as default agent', { defaultAgent: 5 }, 'defaultAgent'],
  ['null as default agent', { defaultAgent: null }, 'defaultAgent'],
  [
    'authorities beside a dispatcher',
    { dispatcher: new Agent(), tls: { caFile: 'x' } },
    'tls has no effect',
  ],
  ['what is no dispatcher', { dispatcher: {} }, 'dispatcher is one of undici'],
  ['null as dispatcher', { dispatcher: null }, 'dispatcher is one of undici'],
  ['null for tls', { tls: null }, 'tls is an object'],
  ['tls without a file', { tls: {} }, 'tls.caFile'],
  [
    'a CA file that is not there',
    { tls: { caFile: '/nowhere/ca.pem' } },
    '/nowhere/ca.pem cannot be read',
  ],
  ['a logger without methods', { logger: {} }, 'logger is an object with warn and info'],
  ['a function as logger', { logger: () => undefined }, 'logger'],
])('%s is refused [kagenti-api/Invalid option is refused]', (_what, wrong, named) => {
  expect(() => create({ baseUrl, tokens, ...wrong })).toThrow(refusal(named));
});

test.each([
  ['a PEM', '-----BEGIN CERTIFICATE-----\ncanary-word', 'contains the certificate itself'],
  ['a text', 'canary-word/x', 'the file cannot be read (ENOENT). Give a path'],
])(
  '%s in place of the path of a CA file is not shown [kagenti-api/Invalid option is refused]',
  (_what, caFile, named) => {
    let error: unknown;
    try {
      create({ baseUrl, tokens, tls: { caFile } });
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toEqual(refusal(named));
    expect(inspect(error)).not.toContain('canary-word');
  },
);

test.each<[object, string]>([
  [{ authorise: () => false }, 'authorise is none of the options; authorize may be meant'],
  [{ namespaces: [] }, 'namespaces is a list of one or more names'],
  [{ timeoutMs: 5 }, 'timeoutMs is none of the options; timeouts may be meant'],
  [
    { retry: { retries: 3 } },
    'retry.retries is none of the options; retry.maxRetries may be meant',
  ],
  [{ timeouts: { connectms: 5 } }, 'timeouts.connectMs may be meant'],
  [{ sessions: { key: sessionKey, ttl: 5 } }, 'sessions.ttl is none of the options; there are'],
  [{ tls: { caFile: 'x', cafile: 'x' } }, 'tls.caFile may be meant'],
])('%j is refused [kagenti-api/Invalid option is refused]', (wrong, named) => {
  expect(() => create({ baseUrl, tokens, ...wrong })).toThrow(refusal(named));
});

test('a name that is none is not repeated [kagenti-api/Invalid option is refused]', () => {
  const wrong = { 'my secret: hunter2': true };

  expect(() => create({ baseUrl, tokens, ...wrong })).toThrow(refusal('? is none of the options'));
  expect(() => create({ baseUrl, tokens, ...wrong })).not.toThrow('hunter2');
});

test('an option that is undefined is one left out, whatever its name [kagenti-api/Invalid option is refused]', async () => {
  const left = { authorise: undefined, timeouts: { idleMs: undefined }, logger: undefined };
  const client = testClient(baseUrl, JSON.parse('{}'));
  await using other: KagentiClient = create({ baseUrl, tokens, ...left });

  expect(other).toBeInstanceOf(KagentiClient);
  await expect(client.close()).resolves.toBeUndefined();
});

const sixes: [string, unknown][] = [
  ['an Agent', new undici6.Agent()],
  ['a Client', new undici6.Client('http://127.0.0.1:1')],
  ['a Pool', new undici6.Pool('http://127.0.0.1:1')],
  ['a ProxyAgent', new undici6.ProxyAgent('http://127.0.0.1:1')],
  ['a MockAgent', new undici6.MockAgent()],
  ['a RetryAgent', new undici6.RetryAgent(new undici6.Agent())],
  ['an Agent with an interceptor', new undici6.Agent().compose(undici6.interceptors.dump())],
];

test.each(sixes)(
  'A14: %s of undici 6 is refused, with the version that is needed [kagenti-api/Dispatcher of undici 6 is refused]',
  (_what, dispatcher) => {
    expect(() => create({ baseUrl, tokens, sessions: { key: sessionKey }, dispatcher })).toThrow(
      refusal('dispatcher is of undici 6, which Node 22 brings too: install undici 8'),
    );
  },
);

const newer: [string, unknown][] = [
  ['an Agent of undici 7', new undici7.Agent()],
  ['a RetryAgent of undici 7', new undici7.RetryAgent(new undici7.Agent())],
  ['a composed Agent of undici 7', new undici7.Agent().compose(undici7.interceptors.retry())],
  ['an Agent', new Agent()],
  ['a ProxyAgent', new ProxyAgent('http://127.0.0.1:1')],
  ['a MockAgent', new MockAgent()],
  ['a RetryAgent', new RetryAgent(new Agent())],
  ['another with dispatch alone', { dispatch: () => true }],
  ['another whose compose is of no use', { dispatch: () => true, compose: () => undefined }],
];

test.each(newer)('A14: %s is taken', (_what, dispatcher) => {
  expect(() =>
    create({ baseUrl, tokens, sessions: { key: sessionKey }, dispatcher }),
  ).not.toThrow();
});
