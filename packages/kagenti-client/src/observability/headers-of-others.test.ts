import { propagation } from '@opentelemetry/api';
import { expect, test } from 'vitest';
import { setUpOpenTelemetry } from '../../test/fixtures/opentelemetry.fixture.ts';
import { json, ScriptedServer } from '../../test/fixtures/scripted-server.fixture.ts';
import { jane, testClient } from '../../test/fixtures/test-client.fixture.ts';

const value = 'by-the-propagator';

test.each([
  'accept',
  'Accept-Encoding',
  'authorization',
  'connection',
  'content-type',
  'cookie',
  'Cookie',
  'host',
  'keep-alive',
  'proxy-authorization',
  'Proxy-Authorization',
  'proxy-connection',
  'te',
  'trailer',
  'upgrade',
  'x-backstage-user',
  'x-request-id',
])('the propagator does not write %s [kagenti-observability/Context in headers]', async name => {
  setUpOpenTelemetry();
  propagation.disable();
  propagation.setGlobalPropagator({
    inject: (_context, carrier: unknown) => void Object.assign(Object(carrier), { [name]: value }),
    extract: active => active,
    fields: () => [name],
  });
  await using server = await ScriptedServer.start(response => {
    json(response, { items: [] });
  });
  await using kagenti = testClient(server.origin);

  await kagenti.asUser(jane).agents.list();
  // A service has no user to name, so the client itself writes no such header.
  await kagenti.asService('nightly clean-up').agents.list();

  expect(server.requests).toHaveLength(2);
  for (const { headers } of server.requests) expect(Object.values(headers)).not.toContain(value);
});
