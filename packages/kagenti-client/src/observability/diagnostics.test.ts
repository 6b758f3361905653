import { expect, onTestFinished, test, vi } from 'vitest';
import { certificate, certificateKey } from '../../test/fixtures/certificates.fixture.ts';
import { ConnectProxy } from '../../test/fixtures/connect-proxy.fixture.ts';
import {
  eventStream,
  frames,
  json,
  reset,
  ScriptedServer,
} from '../../test/fixtures/scripted-server.fixture.ts';
import {
  firstEvent,
  jane,
  NumberedTokens,
  rejection,
  testClient,
  weatherAgent,
} from '../../test/fixtures/test-client.fixture.ts';
import type { KagentiLogger } from '../options/logger.ts';

const message = { ...weatherAgent, message: 'hi' };

/** A logger for a test. */
function recorder(): { lines: unknown[]; logger: KagentiLogger } {
  const lines: unknown[] = [];
  const level =
    (name: string) =>
    (text: string, meta?: Record<string, string>): void =>
      void lines.push([name, text, meta]);
  return { lines, logger: { debug: level('debug'), info: level('info'), warn: level('warn') } };
}

test('retries and a token that was replaced [kagenti-observability/What the client did is logged at debug]', async () => {
  const { lines, logger } = recorder();
  await using server = await ScriptedServer.start((response, _request, index) => {
    if (index === 1) return reset(response);
    json(response, { items: [] }, [503, 0, 401][index] ?? 200);
  });
  await using kagenti = testClient(server.origin, { logger, tokens: new NumberedTokens() });

  await kagenti.asUser(jane).agents.list();

  const operation = 'agents.list';
  const delayMs = expect.stringMatching(/^\d+$/);
  const again = 'A Kagenti call is tried again.';
  expect(lines).toEqual([
    ['debug', again, { operation, after: '503', attempt: '2', delayMs }],
    ['debug', again, { operation, after: expect.stringMatching(/^\w+$/), attempt: '3', delayMs }],
    ['debug', expect.stringContaining('refused the access token'), { operation }],
  ]);
});

test('a retry that the budget does not allow [kagenti-observability/What the client did is logged at debug]', async () => {
  const { lines, logger } = recorder();
  await using server = await ScriptedServer.start(response => {
    json(response, {}, 503);
  });
  await using kagenti = testClient(server.origin, { logger, retry: { budget: 0 } });

  await rejection(kagenti.asUser(jane).agents.list());

  expect(lines).toEqual([
    ['debug', expect.stringContaining('retry budget is spent'), { operation: 'agents.list' }],
  ]);
});

test('an answer that differs, without keys that may be text [kagenti-observability/What the client did is logged at debug]', async () => {
  const { lines, logger } = recorder();
  await using server = await ScriptedServer.start((response, { path }) => {
    if (path.includes('namespaces')) json(response, { namespaces: [7] });
    else json(response, { items: [{ name: 7, labels: 'x' }] });
  });
  await using kagenti = testClient(server.origin, { logger });

  await kagenti.asUser(jane).namespaces.list();

  expect(lines).toEqual([
    [
      'debug',
      expect.stringContaining('differs from the contract'),
      { operation: 'namespaces.list', path: 'namespaces.0', code: 'invalid_type' },
    ],
  ]);
});

test.each<[string, Record<string, string>]>([
  ['ends', { outcome: 'succeeded', events: '2' }],
  ['is cut', { outcome: 'failed', events: '1', error: 'stream' }],
  ['is left', { outcome: 'left', events: '1' }],
])(
  'a stream that %s [kagenti-observability/What the client did is logged at debug]',
  async (how, end) => {
    const { lines, logger } = recorder();
    await using server = await ScriptedServer.start(response => {
      eventStream(response);
      const first = frames({ content: 'x' });
      if (how === 'is left') response.write(first);
      else response.end(how === 'ends' ? first + frames({ done: true, session_id: 's' }) : first);
    });
    await using kagenti = testClient(server.origin, { logger });
    const stream = kagenti.asUser(jane).chat.stream(message);

    await (how === 'is left' ? firstEvent(stream) : stream.text().catch(() => undefined));

    expect(lines).toEqual([
      ['debug', 'A chat reply of Kagenti ended.', { operation: 'chat.stream', ...end }],
    ]);
  },
);

test.each<[string, number, unknown, string]>([
  ['tokens that are never accepted', 401, { detail: 'Invalid token' }, 'same Keycloak realm'],
  ['a missing role', 403, { detail: 'Required role(s): rossoctl-operator' }, 'lacks a role'],
])(
  '%s [kagenti-observability/What must be fixed is logged once]',
  async (_what, status, body, said) => {
    const { lines, logger } = recorder();
    await using server = await ScriptedServer.start(response => {
      json(response, body, status);
    });
    await using kagenti = testClient(server.origin, { logger });
    const { agents, tools } = kagenti.asUser(jane);

    for (let round = 0; round < 3; round += 1) await rejection(agents.list());
    await rejection(tools.list());

    expect(lines.filter(line => Array.isArray(line) && line[0] === 'warn')).toEqual([
      ['warn', expect.stringContaining(said), { operation: 'agents.list' }],
      ['warn', expect.stringContaining(said), { operation: 'tools.list' }],
    ]);
  },
);

test('a permission hook that throws, not one that refuses [kagenti-observability/What must be fixed is logged once]', async () => {
  const { lines, logger } = recorder();
  let thrown = new Error('hunter2');
  await using kagenti = testClient('http://127.0.0.1:1', {
    logger,
    authorize: ({ operation }) => {
      if (operation === 'agents.list') throw thrown;
      return false;
    },
  });
  const { agents, tools } = kagenti.asUser(jane);

  for (let round = 0; round < 3; round += 1) await rejection(agents.list());
  thrown = Object.assign(new Error('hunter2'), { code: 'ECONNREFUSED' });
  await rejection(agents.list());
  await rejection(tools.list());

  expect(lines).toEqual([
    [
      'warn',
      expect.stringContaining('permission hook throws'),
      { operation: 'agents.list', cause: 'Error' },
    ],
    [
      'warn',
      expect.stringContaining('permission hook throws'),
      { operation: 'agents.list', cause: 'Error (ECONNREFUSED)' },
    ],
  ]);
});

test.each([
  ['a certificate that is not trusted', '*', 'The certificate of the Kagenti backend'],
  ['a proxy that refuses', '', 'The proxy in HTTPS_PROXY'],
])(
  '%s [kagenti-observability/What must be fixed is logged once]',
  async (_what, hostsWithoutProxy, said) => {
    const { lines, logger } = recorder();
    await using proxy = await ConnectProxy.start();
    proxy.answer = 407;
    await using server = await ScriptedServer.start(response => json(response, { items: [] }), {
      key: certificateKey,
      cert: certificate,
    });
    for (const name of ['https_proxy', 'no_proxy']) vi.stubEnv(name, undefined);
    vi.stubEnv('HTTPS_PROXY', proxy.url);
    vi.stubEnv('NO_PROXY', hostsWithoutProxy);
    onTestFinished(() => void vi.unstubAllEnvs());
    await using kagenti = testClient(server.origin, { logger });
    const { agents } = kagenti.asUser(jane);

    for (let round = 0; round < 3; round += 1) await rejection(agents.list());

    expect(lines).toEqual([['warn', expect.stringContaining(said), { operation: 'agents.list' }]]);
    expect(server.requests).toEqual([]);
  },
);

test("an agent's own 401 is nobody's to mend here [kagenti-observability/What must be fixed is logged once]", async () => {
  const { lines, logger } = recorder();
  await using server = await ScriptedServer.start(response => {
    json(response, { detail: 'Agent rejected token' }, 401);
  });
  await using kagenti = testClient(server.origin, { logger });

  await rejection(kagenti.asUser(jane).chat.send(message));

  expect(lines).toEqual([]);
});

const fails = (): never => {
  throw new Error('disk full');
};
/** A type that returns nothing allows a function that is async. */
const rejects: KagentiLogger['warn'] = Object.assign(JSON.parse('{}'), {
  log: async () => fails(),
}).log;

test.each<[string, KagentiLogger]>([
  ['has no debug', { info: () => undefined, warn: () => undefined }],
  ['throws', { debug: fails, info: fails, warn: fails }],
  ['rejects', { debug: rejects, info: rejects, warn: rejects }],
])('one that %s [kagenti-observability/Failing telemetry harms nothing]', async (_what, logger) => {
  await using server = await ScriptedServer.start((response, _request, index) => {
    json(response, { items: [{ name: 7 }] }, index === 0 ? 503 : 200);
  });
  await using kagenti = testClient(server.origin, {
    logger,
    sessions: JSON.parse('{}').none,
    audit: () => Promise.reject(new Error('sink')),
    onDrift: () => {
      throw new Error('drift');
    },
  });

  expect(await kagenti.asUser(jane).agents.list()).toEqual({ items: [{ name: 7 }] });
  await new Promise(resolve => setImmediate(resolve));
});
