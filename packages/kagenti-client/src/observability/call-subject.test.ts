import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import {
  type KagentiServer,
  startKagentiServer,
} from '../../test/fixtures/kagenti-server.fixture.ts';
import {
  disableOpenTelemetry,
  setUpOpenTelemetry,
} from '../../test/fixtures/opentelemetry.fixture.ts';
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

async function startKagenti(): Promise<KagentiServer> {
  const server = await startKagentiServer();
  onTestFinished(() => server.stop());
  return server;
}

test('C7: spans name namespace and agent, and only chat and creation are GenAI operations [kagenti-observability/Agent on the span of a call]', async () => {
  const sdk = setUpOpenTelemetry();
  const { backend, tokens } = await startKagenti();
  await using kagenti = testClient(backend.baseUrl, { tokens });
  const api = kagenti.asUser(jane);
  const { agents, tools, builds, chat } = api;

  await agents.list({ namespace: 'team1' });
  await agents.get(weatherAgent);
  await tools.list({ namespace: 'team1' });
  await builds.list({ allNamespaces: true });
  await chat.stream({ ...weatherAgent, message: 'hi' }).text();
  await api.request('GET', '/api/v1/agents/team1/weather-agent');
  for (const refused of [
    agents.get({ namespace: 'Secret Text', name: 'weather-agent' }),
    api.request('GET', '/api/v9/secrets', { namespace: 'Secret Text' }),
  ]) {
    await rejection(refused);
  }

  const attributesOnIt = [
    'kagenti.namespace',
    'gen_ai.agent.name',
    'gen_ai.operation.name',
    'gen_ai.provider.name',
  ];
  const subjects = sdk
    .spans()
    .filter(({ name }) => name.startsWith('kagenti '))
    .map(({ name, attributes }) =>
      [name].concat(attributesOnIt.map(key => String(attributes[key]))),
    );
  const nothing = attributesOnIt.map(() => 'undefined');
  expect(subjects).toEqual([
    ['kagenti agents.list', 'team1', 'undefined', 'undefined', 'undefined'],
    ['kagenti agents.get', 'team1', 'weather-agent', 'undefined', 'undefined'],
    ['kagenti tools.list', 'team1', 'undefined', 'undefined', 'undefined'],
    ['kagenti builds.list', '*', 'undefined', 'undefined', 'undefined'],
    ['kagenti chat.stream', 'team1', 'weather-agent', 'invoke_agent', 'kagenti'],
    ['kagenti agents.get', 'team1', 'weather-agent', 'undefined', 'undefined'],
    ['kagenti agents.get', ...nothing],
    ['kagenti request', ...nothing],
  ]);
});

test('C7: the conversation is a hash that all its messages share, on any replica [kagenti-observability/Conversation on the span of a chat]', async () => {
  const sdk = setUpOpenTelemetry();
  const raw: string[] = [];
  await using server = await ScriptedServer.start((response, { path, body }) => {
    const { session_id: id = 'ctx-of-kagenti-1' } = JSON.parse(body);
    raw.push(id);
    if (path.endsWith('/send')) return json(response, { content: 'hi', session_id: id });
    eventStream(response);
    response.end(frames({ content: 'a', session_id: id }, { done: true, session_id: id }));
  });
  await using replica1 = testClient(server.origin);
  await using replica2 = testClient(server.origin);
  const message = { ...weatherAgent, message: 'hi' };

  const { session_id: sessionId } = await replica1.asUser(jane).chat.send(message);
  await replica2.asUser(jane).chat.send({ ...message, sessionId });
  await replica2
    .asUser(jane)
    .chat.stream({ ...message, sessionId })
    .text();
  await replica1.asUser(jane).chat.stream(message).text();
  const broken = await ScriptedServer.start(response => json(response, {}, 503));
  await using offline = testClient(broken.origin);
  await rejection(offline.asUser(jane).chat.send({ ...message, sessionId }));
  await broken.stop();

  const hash = createHash('sha256').update('ctx-of-kagenti-1').digest('hex').slice(0, 32);
  expect(raw).toEqual(Array.from({ length: 4 }, () => 'ctx-of-kagenti-1'));
  const chats = sdk.spans().filter(({ name }) => name.startsWith('kagenti chat.'));
  expect(chats.map(({ attributes }) => attributes['gen_ai.conversation.id'])).toEqual(
    Array.from({ length: 5 }, () => hash),
  );
  const everything = await sdk.everything();
  expect(everything).not.toContain('ctx-of-kagenti-1');
  expect(everything).not.toContain(sessionId);
});

test('C7: a correlation id is on the span of its call, and in no metric [kagenti-observability/Correlation id on spans]', async () => {
  const sdk = setUpOpenTelemetry();
  await using server = await ScriptedServer.start(response => json(response, { items: [] }));
  await using kagenti = testClient(server.origin);
  const { agents } = kagenti.asUser(jane);

  await agents.list({}, { correlationId: 'order-7' });
  await agents.list();
  await rejection(agents.list({}, { correlationId: 'not one' }));

  const ids = sdk
    .named('kagenti agents.list')
    .map(span => span.attributes['kagenti.correlation_id']);
  expect(ids).toEqual(['order-7', undefined, undefined]);
  const series = await sdk.metric('kagenti.client.call.duration');
  expect(JSON.stringify(series)).not.toMatch(/order-7|not one/);
});

test('C7: the Prometheus recipe of the page shows the metrics, by operation alone [kagenti-observability/Metrics for Prometheus]', async () => {
  const { backend, tokens } = await startKagenti();
  const before = process.env.METRICS_PORT;
  process.env.METRICS_PORT = String(await freePort());
  onTestFinished(() => {
    if (before === undefined) delete process.env.METRICS_PORT;
    else process.env.METRICS_PORT = before;
  });
  const { exporter } = await import('../../test/fixtures/prometheus.fixture.ts');
  onTestFinished(async () => {
    disableOpenTelemetry();
    await exporter.shutdown();
  });
  await using kagenti = testClient(backend.baseUrl, { tokens });
  const { agents, chat } = kagenti.asUser(jane);
  await agents.list({ namespace: 'team1' });
  await chat.stream({ ...weatherAgent, message: 'hi' }).text();
  await rejection(agents.get({ namespace: 'team1', name: 'no-such-agent' }));

  const page = await fetch(`http://127.0.0.1:${process.env.METRICS_PORT}/metrics`);
  const text = await page.text();

  expect(text).toMatch(
    /^kagenti_client_call_duration_count\{(?=.*kagenti_operation="agents\.get")(?=.*kagenti_outcome="failed")(?=.*error_type="http").*\} 1$/m,
  );
  expect(text).toMatch(
    /^kagenti_client_attempts_total\{.*kagenti_operation="chat\.stream".*\} 1$/m,
  );
  expect(text).not.toMatch(/team1|weather-agent|no-such-agent|gen_ai/);
});

test('C7: the page shows the recipe that the test runs', async () => {
  const recipe = await readFile(
    new URL('../../test/fixtures/prometheus.fixture.ts', import.meta.url),
    'utf8',
  );
  const page = await readFile(
    new URL('../../../../docs/kagenti-telemetry.md', import.meta.url),
    'utf8',
  );

  expect(page).toContain(`// prometheus.mjs\n${recipe}\`\`\``);
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise(resolve => {
    server.close(resolve);
  });
  return Object(address).port;
}
