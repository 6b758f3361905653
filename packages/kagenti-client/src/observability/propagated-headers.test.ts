import { channel } from 'node:diagnostics_channel';
import { context, propagation, trace } from '@opentelemetry/api';
import { expect, onTestFinished, test } from 'vitest';
import { setUpOpenTelemetry } from '../../test/fixtures/opentelemetry.fixture.ts';
import { json, ScriptedServer } from '../../test/fixtures/scripted-server.fixture.ts';
import { jane, testClient } from '../../test/fixtures/test-client.fixture.ts';

const start = (): Promise<ScriptedServer> =>
  ScriptedServer.start((response, _request, index) => {
    json(response, { items: [] }, index === 0 ? 503 : 200);
  });

/** A propagator that writes these. */
function propagate(headers: Readonly<Record<string, unknown>>): void {
  propagation.disable();
  propagation.setGlobalPropagator({
    inject: (_context, carrier: unknown) => {
      if (typeof carrier === 'object' && carrier !== null) Object.assign(carrier, headers);
    },
    extract: active => active,
    fields: () => Object.keys(headers),
  });
}

/** Does as OpenTelemetry's instrumentation of undici does. */
function instrument(published: unknown): void {
  const { request } = Object(published);
  const span = trace.getTracer('undici').startSpan('GET', {}, context.active());
  const added: Record<string, string> = {};
  propagation.inject(trace.setSpan(context.active(), span), added);
  for (const [name, value] of Object.entries(added)) request.addHeader(name, value);
  span.end();
}

test('each request carries the context of its attempt [kagenti-observability/Context in headers]', async () => {
  const sdk = setUpOpenTelemetry();
  await using server = await start();
  await using kagenti = testClient(server.origin);

  await kagenti.asUser(jane).agents.list();

  expect(server.requests.map(({ headers }) => headers['traceparent'])).toEqual(
    sdk.named('GET agents.list').map(span => {
      const { traceId, spanId } = span.spanContext();
      return `00-${traceId}-${spanId}-01`;
    }),
  );
});

test('what an instrumented undici would do is not done a second time [kagenti-observability/Context in headers]', async () => {
  const sdk = setUpOpenTelemetry();
  await using server = await start();
  await using kagenti = testClient(server.origin);
  const created = channel('undici:request:create');
  created.subscribe(instrument);
  onTestFinished(() => {
    created.unsubscribe(instrument);
  });

  await kagenti.asUser(jane).agents.list();

  expect(sdk.named('GET')).toEqual([]);
  expect(server.requests[0]?.headers['traceparent']).toMatch(/^00-\w{32}-\w{16}-01$/);
});

test.each<[string, unknown]>([
  ['authorization', 'Bearer stolen'],
  ['Authorization', 'Bearer stolen'],
  ['X-Backstage-User', 'user:default/mallory'],
  ['content-length', '7'],
  ['transfer-encoding', 'chunked'],
  ['expect', '100-continue'],
  ['proxy-authorization', 'Basic eA=='],
  ['host', 'elsewhere.example'],
  ['a name', 'x'],
  ['x-line', 'a\r\nx-other: b'],
  ['x-text', 'ü'],
  ['x-number', 7],
  ['x-nothing', undefined],
])('%s: %s is left out [kagenti-observability/Context in headers]', async (name, value) => {
  setUpOpenTelemetry();
  await using server = await start();
  await using kagenti = testClient(server.origin);
  propagate({ [name]: value, 'X-Cloud-Trace': 'kept' });

  await kagenti.asUser(jane).agents.list();
  const asService = kagenti.asService('nightly clean-up');
  await asService.agents.list();

  const [first, , third] = server.requests.map(({ headers }) => headers);
  expect(first).toMatchObject({
    authorization: 'Bearer token-1',
    'x-backstage-user': jane,
    'x-cloud-trace': 'kept',
  });
  expect(third).not.toHaveProperty('x-backstage-user');
  expect(JSON.stringify(server.requests)).not.toMatch(/stolen|mallory|elsewhere|x-other|x-text/);
});
