import { context, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { AggregationTemporality } from '@opentelemetry/sdk-metrics';
import { expect, test, vi } from 'vitest';
import { canarySecret, canaryToken, echo, leaksIn } from '../../test/fixtures/canaries.fixture.ts';
import { setUpOpenTelemetry } from '../../test/fixtures/opentelemetry.fixture.ts';
import { startFleet } from '../../test/fixtures/replicas.fixture.ts';
import { json, ScriptedEndpoint } from '../../test/fixtures/scripted-endpoint.fixture.ts';
import { failureOf, managerFor } from '../../test/fixtures/test-manager.fixture.ts';

const own = { 'server.address': '127.0.0.1', 'token_manager.client_id': 'boost' };

test("a renewal is a span below the caller's, and active while the request is sent [token-observability/Renewal in a span]", async () => {
  const sdk = setUpOpenTelemetry();
  await using endpoint = await ScriptedEndpoint.start();
  const activeInSecret = vi.fn<(traceId: string | undefined) => void>();
  const clientSecret = () => {
    activeInSecret(trace.getActiveSpan()?.spanContext().spanId);
    return 'a-secret';
  };
  await using manager = managerFor(endpoint, { clientSecret });

  const caller = trace.getTracer('test').startSpan('caller');
  await context.with(trace.setSpan(context.active(), caller), () => manager.getToken());
  caller.end();

  const [renewal] = sdk.spans();
  expect(renewal).toMatchObject({
    name: 'token_manager.renew',
    kind: SpanKind.CLIENT,
    attributes: { ...own, outcome: 'acquired', 'token_manager.requests': 1 },
    status: { code: SpanStatusCode.UNSET },
    parentSpanContext: { spanId: caller.spanContext().spanId },
    instrumentationScope: { name: '@rhdh-boost/token-manager' },
  });
  expect(activeInSecret).toHaveBeenCalledWith(renewal?.spanContext().spanId);
});

test('a renewal that fails is a span with its error code [token-observability/Failed renewal in a span]', async () => {
  const sdk = setUpOpenTelemetry();
  await using endpoint = await ScriptedEndpoint.start(json({ error: 'invalid_client' }, 401));
  await using manager = managerFor(endpoint);

  await failureOf(manager.getToken());
  await failureOf(manager.getToken());

  // The second call is answered by the failure that is held: that is no renewal.
  expect(sdk.spans()).toMatchObject([
    {
      attributes: { outcome: 'failed', 'error.type': 'rejected', 'token_manager.requests': 1 },
      status: { code: SpanStatusCode.ERROR },
    },
  ]);
  expect(sdk.spans()).toHaveLength(1);
});

test('a token in hand makes no span [token-observability/Renewal in a span]', async () => {
  const sdk = setUpOpenTelemetry();
  await using endpoint = await ScriptedEndpoint.start();
  await using manager = managerFor(endpoint);
  await Promise.all([manager.getToken(), manager.getToken()]);
  await manager.getToken();
  expect(sdk.spans()).toHaveLength(1);
});

test('renewals and their requests are counted and timed by outcome [token-observability/Renewals counted and timed]', async () => {
  const sdk = setUpOpenTelemetry();
  const { endpoint, clock, start } = await startFleet();
  const { manager } = start();
  const issue = endpoint.answer;
  endpoint.answer = (response, seen, count) =>
    count < 3 ? json({}, 503)(response, seen, count) : issue(response, seen, count);
  await clock.settle(manager.getToken());
  clock.pass({ seconds: 301 });
  endpoint.answer = json({ error: 'invalid_client' }, 401);
  await failureOf(manager.getToken());

  const durations = await sdk.metric('token_manager.renewal.duration');
  expect(durations).toMatchObject([
    { attributes: { ...own, outcome: 'acquired' }, value: { count: 1, sum: expect.any(Number) } },
    { attributes: { ...own, outcome: 'failed', 'error.type': 'rejected' }, value: { count: 1 } },
  ]);
  expect(await sdk.metric('token_manager.requests')).toEqual([{ attributes: own, value: 4 }]);
});

test('durations have the buckets of OpenTelemetry for seconds', async () => {
  const sdk = setUpOpenTelemetry();
  await using endpoint = await ScriptedEndpoint.start();
  await using manager = managerFor(endpoint);
  await manager.getToken();

  const boundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];
  expect(await sdk.metric('token_manager.renewal.duration')).toMatchObject([
    { value: { buckets: { boundaries } } },
  ]);
});

test('tokens that were refused and failures of the store are counted [token-observability/Refusals and store failures counted]', async () => {
  const sdk = setUpOpenTelemetry();
  const { store, start } = await startFleet();
  const { manager } = start();
  manager.invalidate(await manager.getToken());
  await vi.waitFor(() => expect(store.asked).toContain('release'));
  store.before = () => Promise.reject(new Error('down'));
  await manager.getToken();

  expect(await sdk.metric('token_manager.invalidations')).toEqual([{ attributes: own, value: 1 }]);
  expect(await sdk.metric('token_manager.store.failures')).toEqual([
    { attributes: { ...own, operation: 'get', 'error.type': 'error' }, value: 1 },
  ]);
});

test('what is left of the token is observed until the manager is closed [token-observability/Remaining life observed]', async () => {
  const sdk = setUpOpenTelemetry(AggregationTemporality.DELTA);
  const { clock, start } = await startFleet();
  const { manager } = start();
  await manager.getToken();
  clock.pass({ seconds: 100 });
  expect(await sdk.metric('token_manager.token.remaining')).toEqual([
    { attributes: own, value: 200 },
  ]);
  clock.pass({ seconds: 200 });
  expect(await sdk.metric('token_manager.token.remaining')).toEqual([
    { attributes: own, value: 0 },
  ]);
  await manager.close();
  expect(await sdk.metric('token_manager.token.remaining')).toEqual([]);
});

test('an SDK that is set up later is told from then on [token-observability/SDK set up later]', async () => {
  await using endpoint = await ScriptedEndpoint.start();
  await using manager = managerFor(endpoint);
  await manager.getToken();
  const sdk = setUpOpenTelemetry();
  manager.clearCache();
  await manager.getToken();

  expect(sdk.spans()).toHaveLength(1);
  expect(await sdk.metric('token_manager.requests')).toEqual([{ attributes: own, value: 1 }]);
});

test('spans and metrics show neither secret nor token that a server echoes [token-observability/Telemetry shows no secret]', async () => {
  const sdk = setUpOpenTelemetry();
  const scope = `${canarySecret} ${canaryToken}`;
  await using endpoint = await ScriptedEndpoint.start(
    json({ access_token: canaryToken, token_type: 'Bearer', expires_in: 300, scope }),
  );
  await using manager = managerFor(endpoint, { clientSecret: canarySecret });
  manager.invalidate(await manager.getToken());
  manager.clearCache();
  endpoint.answer = json({ error: echo, error_description: echo }, 400);
  await failureOf(manager.getToken());

  const everything = await sdk.everything();
  expect(everything).toContain('token_manager.renew');
  expect(leaksIn(everything)).toEqual([]);
});
