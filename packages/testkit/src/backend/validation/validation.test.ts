import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { call } from '../../../test/backend/call.fixture.ts';
import { type Issuer, startIssuer } from '../../../test/backend/issuer.fixture.ts';
import { type KagentiBackend, startKagentiBackend } from '../kagenti-backend.ts';

let issuer: Issuer;
let backend: KagentiBackend;
let token: string;

beforeAll(async () => {
  issuer = await startIssuer();
  backend = await startKagentiBackend({ identityProvider: issuer, agents: [] });
  token = await issuer.token();
});

afterAll(async () => {
  await backend.stop();
  await issuer.stop();
});

const image = {
  name: 'poet',
  namespace: 'team1',
  deploymentMethod: 'image',
  containerImage: 'registry.example.com/poet:1',
};

async function problemsOf(body: unknown): Promise<unknown> {
  const answer = await call(backend.baseUrl, 'POST', '/api/v1/agents', { token, body });
  expect(answer.status).toBe(422);
  const { detail } = Object(answer.body);
  return detail;
}

describe('a body', () => {
  test.each([
    ['a number where a text belongs', { name: 7 }, ['name'], 'string_type'],
    ['a text where a list belongs', { envVars: 'A=1' }, ['envVars'], 'list_type'],
    [
      'a text where a switch belongs',
      { createHttpRoute: 'maybe' },
      ['createHttpRoute'],
      'bool_parsing',
    ],
    ['a list where a switch belongs', { createHttpRoute: [] }, ['createHttpRoute'], 'bool_type'],
    [
      'a fraction for a port',
      { servicePorts: [{ port: 1.5 }] },
      ['servicePorts', 0, 'port'],
      'int_type',
    ],
    [
      'a word for a port',
      { servicePorts: [{ port: 'x' }] },
      ['servicePorts', 0, 'port'],
      'int_parsing',
    ],
    ['a variable that is a text', { envVars: ['A=1'] }, ['envVars', 0], 'model_attributes_type'],
    ['a variable without a name', { envVars: [{}] }, ['envVars', 0, 'name'], 'missing'],
    [
      'a route without a host',
      { outboundRoutes: [{ host: '', target_audience: 'a' }] },
      ['outboundRoutes', 0, 'host'],
      'string_too_short',
    ],
    [
      'a word that is not one of the allowed',
      { mtlsMode: 'always' },
      ['mtlsMode'],
      'literal_error',
    ],
    [
      'a bad name of a variable',
      { envVars: [{ name: '1A' }] },
      ['envVars', 0, 'name'],
      'value_error',
    ],
    ['an unknown kind of workload', { workloadType: 'cronjob' }, ['workloadType'], 'value_error'],
  ])(
    'with %s is refused where it stands [developer-tooling/Backend refuses an invalid request with 422]',
    async (_what, fields, place, type) => {
      expect(await problemsOf({ ...image, ...fields })).toMatchObject([
        { type, loc: ['body', ...place], msg: expect.any(String) },
      ]);
      const list = await call(backend.baseUrl, 'GET', '/api/v1/agents?namespace=team1', { token });
      expect(list.body).toEqual({ items: [] });
    },
  );

  test('all that is wrong is told at once [developer-tooling/Backend refuses an invalid request with 422]', async () => {
    expect(
      await problemsOf({ name: null, servicePorts: [{ port: 'x' }, { port: 'y' }] }),
    ).toHaveLength(4);
  });

  test.each([
    ['cut off', '{"name": "x",', 13],
    ['no JSON at all', '{"name": nope}', expect.any(Number)],
  ])(
    'JSON that is %s is placed [developer-tooling/Backend refuses an invalid request with 422]',
    async (_what, rawBody, position) => {
      const answer = await call(backend.baseUrl, 'POST', '/api/v1/agents', { token, rawBody });
      expect(answer).toMatchObject({
        status: 422,
        body: { detail: [{ type: 'json_invalid', loc: ['body', position] }] },
      });
    },
  );

  test('words for a switch and a number are taken, unknown fields ignored [developer-tooling/Backend refuses an invalid request with 422]', async () => {
    const body = {
      ...image,
      name: 'lenient',
      createHttpRoute: 'yes',
      authBridgeEnabled: 0,
      servicePorts: [{ port: ' 9000 ' }],
      envVars: null,
      more: 1,
    };
    expect(await call(backend.baseUrl, 'POST', '/api/v1/agents', { token, body })).toMatchObject({
      status: 200,
    });
    const { body: agent } = await call(backend.baseUrl, 'GET', '/api/v1/agents/team1/lenient', {
      token,
    });
    expect(agent).toMatchObject({
      service: { ports: [{ name: 'http', port: 9000, target_port: 8000 }] },
    });
    await call(backend.baseUrl, 'DELETE', '/api/v1/agents/team1/lenient', { token });
  });
});

describe('a query', () => {
  test('that is no switch is refused [developer-tooling/Backend refuses an invalid request with 422]', async () => {
    const answer = await call(backend.baseUrl, 'GET', '/api/v1/namespaces?enabled_only=perhaps', {
      token,
    });
    expect(answer).toMatchObject({
      status: 422,
      body: {
        detail: [{ type: 'bool_parsing', loc: ['query', 'enabled_only'], input: 'perhaps' }],
      },
    });
  });
});
