import { setTimeout as sleep } from 'node:timers/promises';
import { inspect } from 'node:util';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { setUpOpenTelemetry } from '../../test/fixtures/opentelemetry.fixture.ts';
import {
  eventStream,
  frames,
  json,
  ScriptedServer,
} from '../../test/fixtures/scripted-server.fixture.ts';
import {
  jane,
  rejection,
  testClient,
  weatherAgent,
} from '../../test/fixtures/test-client.fixture.ts';
import type { AuditEvent } from '../access/audit.ts';
import type { KagentiLogger } from '../options/logger.ts';
import { TokenRedactor } from './token-redactor.ts';

/** Short enough to pass for a role, with characters that each encoding changes. */
const token = 'ey_tok.en-1';
const oddToken = 'tok+en/with="odd"\\chars~';
const bearer = (value: string): string => `Bearer ${value}`;
const lowerHex = (text: string): string => text.replaceAll(/%../g, octet => octet.toLowerCase());

/** A token as a server may echo it, with what is around it. */
const spellings: readonly [string, (value: string) => string][] = [
  ['plain', value => value],
  ['in a header’s words', bearer],
  ['URL-encoded', value => encodeURIComponent(bearer(value))],
  ['URL-encoded in lower case', value => lowerHex(encodeURIComponent(value))],
  ['form-encoded', value => String(new URLSearchParams({ token: value }))],
  [
    'percent-encoded throughout',
    value => value.replaceAll(/./g, c => `%${c.charCodeAt(0).toString(16)}`),
  ],
  ['JSON-encoded', value => JSON.stringify({ token: value })],
  [
    'JSON-encoded with escapes',
    value => JSON.stringify(value).replaceAll('/', '\\/').replaceAll('t', '\\u0074'),
  ],
  ['as Basic credentials', value => `Basic ${Buffer.from(`boost:${value}`).toString('base64')}`],
  ['in Base64', value => Buffer.from(value).toString('base64')],
  ['in Base64url', value => Buffer.from(value).toString('base64url')],
  ...[1, 2, 3].map<[string, (value: string) => string]>(bytes => [
    `in Base64, ${bytes} bytes behind the start`,
    value => Buffer.from(`${'u'.repeat(bytes - 1)}:${value}@h`).toString('base64'),
  ]),
  [
    'in Base64 in a URL',
    value => encodeURIComponent(Buffer.from(bearer(value)).toString('base64')),
  ],
];

/** What is left of a token in a text, whatever it is encoded in: any piece of eight characters. */
function tracesOf(value: string, text: string): string[] {
  const decoded = [
    text,
    ...(text.match(/[\w+/-]{8,}/g) ?? []).flatMap(word =>
      [0, 1, 2, 3].map(start => Buffer.from(word.slice(start), 'base64').toString('latin1')),
    ),
  ];
  const plain = decoded.map(piece =>
    piece
      .replaceAll(/%([0-9a-f]{2})|\\u00([0-9a-f]{2})/gi, (_all, a: string, b: string) =>
        String.fromCharCode(Number.parseInt(a ?? b, 16)),
      )
      .replaceAll(/\\(["\\/])/g, '$1'),
  );
  const pieces = Array.from({ length: value.length - 7 }, (_, at) => value.slice(at, at + 8));
  return pieces.filter(piece => plain.some(where => where.includes(piece)));
}

test.each(spellings)(
  'A11: a token %s is taken out of a text [kagenti-api/Echoed token is redacted]',
  (_how, spell) => {
    for (const value of [token, oddToken]) {
      const redactor = new TokenRedactor();
      redactor.learn(value);
      const clean = redactor.redact(`<<${spell(value)}>>`);

      expect(tracesOf(value, spell(value))).not.toEqual([]);
      expect(tracesOf(value, clean)).toEqual([]);
      expect(clean).toMatch(/^<<.*\[redacted\].*>>$/);
      expect(redactor.finds('nothing of it')).toBe(false);
    }
  },
);

test('any token in any spelling, and no other text [kagenti-api/Echoed token is redacted]', () => {
  const anyToken = fc.string({
    unit: fc.integer({ min: 0x21, max: 0x7e }).map(code => String.fromCharCode(code)),
    minLength: 8,
    maxLength: 60,
  });
  fc.assert(
    fc.property(anyToken, fc.constantFrom(...spellings), (value, [, spell]) => {
      const redactor = new TokenRedactor();
      redactor.learn(value);
      expect(redactor.redact(spell(value))).toContain('[redacted]');
      expect(redactor.redact('(nothing)')).toBe('(nothing)');
    }),
  );
});

test('what is too short to be a token leaves words alone, and old tokens are forgotten [kagenti-api/Echoed token is redacted]', () => {
  const redactor = new TokenRedactor();
  redactor.learn('a');
  expect(redactor.redact('a banana')).toBe('a banana');
  for (let count = 0; count < 100; count += 1) redactor.learn(`token-number-${count};`);
  expect(redactor.redact('token-number-99; token-number-0;')).toBe('[redacted] token-number-0;');
});

test.each(['\\', '%25', token.slice(0, -1), Buffer.from(token).toString('base64').slice(0, -4)])(
  'a megabyte of %j is searched in one pass [kagenti-api/Echoed token is redacted]',
  piece => {
    const redactor = new TokenRedactor();
    for (const value of [token, oddToken, `/${oddToken}`]) redactor.learn(value);
    const text = piece.repeat(1_048_576 / piece.length);
    const startedAt = performance.now();

    expect(redactor.redact(text)).toBe(text);
    // A search that goes back from each character would take hours.
    expect(performance.now() - startedAt).toBeLessThan(20_000);
  },
  60_000,
);

/** A server that says the token wherever it can say anything, in a status that is asked for by the path. */
function echoServer(spell: (value: string) => string): Promise<ScriptedServer> {
  return ScriptedServer.start((response, { path }) => {
    const echo = spell(token);
    if (path.endsWith('/stream')) {
      eventStream(response);
      response.end(frames({ content: echo }, { error: echo }));
      return;
    }
    const { status, detail } = answerTo(path, echo);
    json(response, { detail }, status, {
      'x-request-id': echo.replaceAll(/[^\w.:-]/g, ':'),
      'x-echo': encodeURIComponent(echo),
    });
  });
}

function answerTo(path: string, echo: string): { status: number; detail: unknown } {
  if (path.includes('/tools')) return { status: 403, detail: `Required role(s): ${echo}` };
  if (path.includes('/skills'))
    return { status: 422, detail: [{ loc: ['query', echo], type: echo, msg: echo }] };
  if (path.includes('/builds')) return { status: 409, detail: { message: echo } };
  return { status: path.includes('/namespaces') ? 503 : 401, detail: `Invalid token: ${echo}` };
}

test.each(spellings)(
  'A11: a token that a server echoes %s is in no error, log line, audit event and span [kagenti-api/Echoed token is redacted]',
  async (_how, spell) => {
    await using server = await echoServer(spell);
    const telemetry = setUpOpenTelemetry();
    const seen: unknown[] = [];
    const keep = (...line: unknown[]): void => void seen.push(line);
    const logger: KagentiLogger = { debug: keep, info: keep, warn: keep };
    await using kagenti = testClient(server.origin, {
      tokens: { getToken: async () => token, invalidate: () => true },
      logger,
      audit: (event: AuditEvent) => void seen.push(event),
      retry: { maxRetries: 1 },
    });
    const api = kagenti.asUser(jane);
    const errors = [
      await rejection(api.agents.list()),
      await rejection(api.tools.list()),
      await rejection(api.skills.list({ namespace: 'team1' })),
      await rejection(api.builds.list({ namespace: 'team1' })),
      await rejection(api.namespaces.list()),
      await rejection(api.request('GET', '/api/v9/tools')),
      await rejection(api.chat.stream({ ...weatherAgent, message: 'hi' }).text()),
    ];

    expect(server.requests.length).toBeGreaterThan(errors.length);
    for (const error of errors) {
      const { message, detail, raw, text, agentMessage, stack } = Object(error);
      seen.push(
        message,
        detail,
        raw,
        text,
        agentMessage,
        stack,
        error,
        inspect(error, { depth: 9 }),
      );
    }
    seen.push(await telemetry.everything());
    expect(errors[1]).toMatchObject({ status: 403, requiredRoles: undefined });
    expect(errors[0]).toMatchObject({
      detail: expect.stringMatching(/^Invalid token: .*\[redacted\]/),
    });
    expect(errors[6]).toMatchObject({ agentMessage: expect.stringContaining('[redacted]') });
    const printed = seen
      .map(value => `${inspect(value, { depth: 20 })} ${JSON.stringify(value)}`)
      .join('\n');
    expect(tracesOf(token, printed)).toEqual([]);
  },
);

test('A11: the token of a call is redacted however many others are in use [kagenti-api/Echoed token is redacted]', async () => {
  await using server = await ScriptedServer.start(async (response, { headers }) => {
    // Until all calls are on their way, each with its own token.
    while (server.requests.length < 60) await sleep(5);
    json(response, { detail: `Required role(s): ${headers.authorization?.slice(7)}` }, 403);
  });
  let number = 0;
  const getToken = async () => `token-canary-${String((number += 1)).padStart(3, '0')}`;
  await using kagenti = testClient(server.origin, {
    tokens: { getToken, invalidate: () => true },
  });
  const { tools } = kagenti.asUser(jane);

  const errors = await Promise.all(Array.from({ length: 60 }, () => rejection(tools.list())));

  for (const error of errors) {
    expect(error).toMatchObject({ status: 403, detail: 'Required role(s): [redacted]' });
    expect(inspect(error)).not.toContain('canary');
  }
});

test.each<[string, (value: string) => string]>([
  ['cut short', value => value.slice(0, 60)],
  ['cut at its start', value => `...${value.slice(-40)}`],
  ['with words before it', value => `a:Bearer${value.slice(0, 30)}`],
  ['split at commas', value => `rossoctl-operator, ${value.match(/.{1,30}/g)?.join(', ')}`],
  ['split at spaces', value => value.match(/.{1,30}/g)?.join(' ') ?? ''],
  ['without the rest', value => value.split('.')[1] ?? ''],
])(
  'A11: of a token that is echoed %s no piece is printed or audited [kagenti-api/Echoed token is redacted]',
  async (_how, spell) => {
    const long = 'eyJhbGciOiJSUzI1NiJ9.'.padEnd(60, 'canary0123456789');
    const echo = spell(long);
    const details: Record<number, unknown> = {
      403: `Required role(s): ${echo}`,
      404: `no ${echo}`,
      422: [
        { loc: ['query', 'namespace'], type: echo, msg: echo },
        { loc: ['query', echo], type: 'missing', msg: echo },
      ],
    };
    await using server = await ScriptedServer.start((response, _request, index) => {
      const status = [403, 404, 422][index] ?? 500;
      json(response, { detail: details[status] }, status, {
        'x-request-id': echo.replaceAll(/[^\w.:-]/g, ':'),
      });
    });
    const seen: unknown[] = [];
    await using kagenti = testClient(server.origin, {
      tokens: { getToken: async () => long, invalidate: () => true },
      audit: (event: AuditEvent) => void seen.push(event),
    });
    const { tools } = kagenti.asUser(jane);

    for (const status of [403, 404, 422]) {
      const error = await rejection(tools.list());
      expect(error).toMatchObject({ status });
      seen.push(inspect(error), JSON.stringify(error));
    }

    expect(tracesOf(long, inspect(seen, { depth: 9 }))).toEqual([]);
  },
);

test('A11: the `error` event of a reply contains no token [kagenti-api/Echoed token is redacted]', async () => {
  await using server = await echoServer(bearer);
  await using kagenti = testClient(server.origin, {
    tokens: { getToken: async () => token, invalidate: () => true },
  });
  const events: unknown[] = [];

  await rejection(
    (async () => {
      const stream = kagenti.asUser(jane).chat.stream({ ...weatherAgent, message: 'hi' });
      for await (const event of stream) events.push(event);
    })(),
  );

  expect(events.at(-1)).toEqual({ type: 'error', message: 'Bearer [redacted]' });
});
