import { expect, onTestFinished, test } from 'vitest';
import { setUpOpenTelemetry } from '../../test/fixtures/opentelemetry.fixture.ts';
import { RecordingAuditor } from '../../test/fixtures/recording-auditor.fixture.ts';
import {
  eventStream,
  frames,
  json,
  type Script,
  ScriptedServer,
} from '../../test/fixtures/scripted-server.fixture.ts';
import {
  jane,
  rejection,
  testClient,
  weatherAgent,
} from '../../test/fixtures/test-client.fixture.ts';
import { callMethod } from '../../test/parity/call-method.fixture.ts';
import type { AuditEvent } from '../access/audit.ts';
import { auditSink } from '../backstage/index.ts';
import type { KagentiClientOptions } from '../index.ts';

const message = { ...weatherAgent, message: 'hi' };

async function started(options: Partial<KagentiClientOptions> = {}, script?: Script) {
  const server = await ScriptedServer.start(
    script ??
      ((response, { path }, index) => {
        if (path.endsWith('/stream')) {
          eventStream(response);
          return void response.end(frames({ done: true }));
        }
        return json(response, { items: [], success: true }, index === 0 ? 503 : 200);
      }),
  );
  const events: AuditEvent[] = [];
  const kagenti = testClient(server.origin, {
    audit: event => void events.push(event),
    ...options,
  });
  onTestFinished(async () => {
    await kagenti.close();
    await server.stop();
  });
  return { server, events, kagenti, api: kagenti.asUser(jane) };
}

test('C6: allowed headers are sent with every attempt, and others stay as they are [audit-identity/Allowed header is sent]', async () => {
  const { server, api } = await started({ allowedHeaders: ['X-Tenant'] });
  const headers = { 'Accept-Language': 'de', 'X-Tenant': 'blue', tracestate: 'a=b' };

  await api.agents.list({}, { headers });
  await api.chat.stream(message, { headers }).text();
  await api.request('GET', '/api/v1/agents', { headers });
  await api.agents.list();

  expect(server.requests).toHaveLength(5);
  for (const { headers: sent } of server.requests.slice(0, 4)) {
    expect(sent).toMatchObject({ 'accept-language': 'de', 'x-tenant': 'blue', tracestate: 'a=b' });
    expect(sent).toMatchObject({ authorization: 'Bearer token-1', 'x-backstage-user': jane });
  }
  expect(server.requests[4]?.headers).not.toHaveProperty('accept-language');
});

const identityHeaders = [
  'authorization',
  'Proxy-Authorization',
  'cookie',
  'X-Backstage-User',
  'x-backstage-anything',
  'x-forwarded-for',
  'x-forwarded-user',
  'x-forwarded-client-cert',
  'forwarded',
  'x-real-ip',
  'x-remote-user',
  'impersonate-user',
  'x-auth-request-email',
  'x-goog-iap-jwt-assertion',
  'x-amzn-oidc-data',
  'x-envoy-original-path',
  'x-original-url',
  'x-http-method-override',
  'host',
  'origin',
  'content-length',
  'Content-Type',
  'transfer-encoding',
  'connection',
  'te',
  'accept',
  'x-request-id',
  'x-correlation-id',
];

test.each([...identityHeaders, 'x-tenant', 'X-Anything', '__proto__', 'constructor'])(
  'C6: the header %s is refused, and nothing is sent [audit-identity/Other header is refused]',
  async name => {
    const { server, events, api } = await started();
    const headers = JSON.parse(`{${JSON.stringify(name)}:"hunter2"}`);

    for (const call of [
      api.agents.list({}, { headers }),
      api.chat.stream(message, { headers }).text(),
      api.request('GET', '/api/v9/new', { headers }),
    ]) {
      const error = await rejection(call);
      expect(error).toMatchObject({ code: 'invalid_parameter' });
      expect(Object(error).message).toMatch(
        new RegExp(`refused: headers has "${name}", which is none of .*allowedHeaders`, 'i'),
      );
      expect(Object(error).message).not.toContain('hunter2');
    }
    expect(server.requests).toEqual([]);
    expect(events.map(({ outcome, errorType }) => [outcome, errorType])).toEqual(
      Array.from({ length: 3 }, () => ['denied', 'invalid_parameter']),
    );
  },
);

test.each<[string, unknown, RegExp]>([
  [
    'a second header in the value',
    'de\r\nauthorization: Bearer x',
    /"accept-language" is not text/,
  ],
  ['a line break', 'de\n', /"accept-language" is not text/],
  ['nothing', '', /"accept-language" is not text/],
  ['other letters', 'dé', /"accept-language" is not text/],
  ['too much', 'x'.repeat(8193), /"accept-language" is not text/],
  ['a list', ['de'], /"accept-language" is not text/],
  ['null', null, /"accept-language" is not text/],
])(
  'C6: %s is no value of a header [audit-identity/Other header is refused]',
  async (_what, value, rule) => {
    const { server, api } = await started();
    const headers = { 'accept-language': value };

    const error = await rejection(callMethod(api, 'agents.list', {}, { headers }));

    expect(error).toMatchObject({
      code: 'invalid_parameter',
      message: expect.stringMatching(rule),
    });
    expect(server.requests).toEqual([]);
  },
);

test('C6: headers that are no object, odd names and a header given twice are refused', async () => {
  const { server, api } = await started();
  const refused: [unknown, RegExp][] = [
    [['accept-language'], /headers is an object/],
    ['accept-language', /headers is an object/],
    [null, /headers is an object/],
    [new Headers({ 'accept-language': 'de' }), /headers is an object/],
    [new Map([['accept-language', 'de']]), /headers is an object/],
    [{ 'a\r\nb': 'x' }, /has an odd name/],
    [{ 'accept-language': 'de', 'Accept-Language': 'en' }, /"Accept-Language" is given twice/],
  ];

  for (const [headers, rule] of refused) {
    const error = await rejection(callMethod(api, 'agents.list', {}, { headers }));
    expect(error).toMatchObject({
      code: 'invalid_parameter',
      message: expect.stringMatching(rule),
    });
  }
  expect(server.requests).toEqual([]);
});

test.each([...identityHeaders, 'no name', ''])(
  'C6: allowedHeaders with "%s" makes no client [audit-identity/Identity cannot be allowed]',
  name => {
    const printed = /^[\w-]+$/.test(name) ? `"${name}"` : 'an odd name';
    expect(() => testClient('http://127.0.0.1:1', { allowedHeaders: ['x-tenant', name] })).toThrow(
      `allowedHeaders has ${printed}`,
    );
  },
);

test('C6: a trace context of the process wins over one that a call gave', async () => {
  const { server, api } = await started();
  const given = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
  await api.agents.list({}, { headers: { traceparent: given } });
  const sdk = setUpOpenTelemetry();
  await api.agents.list({}, { headers: { traceparent: given } });

  const sent = server.requests.map(({ headers }) => headers['traceparent']);
  expect(sent.slice(0, 2)).toEqual([given, given]);
  expect(sent[2]).toContain(sdk.named('GET agents.list')[0]?.spanContext().spanId);
});

test('C6: a correlation id goes to Kagenti and the audit log [audit-identity/Correlation id travels along]', async () => {
  const { server, events, api } = await started();
  const correlationId = '5f0c:order_7.2-a';

  await api.agents.list({}, { correlationId });
  await api.agents.delete(weatherAgent, { correlationId });
  await api.chat.stream(message, { correlationId }).text();
  await api.agents.list();

  const sent = server.requests.map(({ headers }) => headers['x-correlation-id']);
  expect(sent).toEqual([...Array.from({ length: 4 }, () => correlationId), undefined]);
  expect(events.map(event => [event.operation, event.outcome, event.correlationId])).toEqual([
    ['agents.list', 'succeeded', correlationId],
    ['agents.delete', 'started', correlationId],
    ['agents.delete', 'succeeded', correlationId],
    ['chat.stream', 'started', correlationId],
    ['chat.stream', 'succeeded', correlationId],
    ['agents.list', 'succeeded', undefined],
  ]);
});

test('C6: Backstage’s audit log has the correlation id [audit-identity/Correlation id travels along]', async () => {
  const auditor = new RecordingAuditor();
  const { api } = await started({ audit: auditSink(auditor) });

  await api.agents.delete(weatherAgent, { correlationId: 'order-7' });
  await expect.poll(() => auditor.lines).toHaveLength(2);

  expect(auditor.lines.map(({ meta }) => meta?.['correlationId'])).toEqual(['order-7', 'order-7']);
});

test.each(['', 'two words', 'a\r\nb', 'ü', 'x'.repeat(129), 7, null, { id: 'x' }])(
  'C6: the correlation id %j is refused, and is in no event [audit-identity/Correlation id travels along]',
  async correlationId => {
    const { server, events, api } = await started();

    const error = await rejection(callMethod(api, 'agents.list', {}, { correlationId }));

    expect(error).toMatchObject({
      code: 'invalid_parameter',
      message: expect.stringContaining('correlationId is text of 1 to 128 letters'),
    });
    expect(server.requests).toEqual([]);
    expect(events).toHaveLength(1);
    expect(events[0]).not.toHaveProperty('correlationId');
  },
);
