import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { TestAuthority } from '@rhdh-boost/test-support/test-authority';
import { Agent, type Dispatcher } from 'undici';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Answer, ScriptedEndpoint } from '../../test/fixtures/scripted-endpoint.fixture.ts';
import { startSecureEndpoint } from '../../test/fixtures/secure-endpoint.fixture.ts';
import { failureOf, managerFor } from '../../test/fixtures/test-manager.fixture.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'token-manager-'));
});

afterAll(() => rm(folder, { recursive: true }));

test.each([301, 302, 303, 307, 308])(
  'a %i to another place is refused, and nothing is sent there [service-account-tokens/Redirect refused]',
  async status => {
    await using elsewhere = await ScriptedEndpoint.start();
    const redirect: Answer = response => {
      response.writeHead(status, { location: elsewhere.tokenEndpoint }).end();
    };
    await using endpoint = await ScriptedEndpoint.start(redirect);
    await using manager = managerFor(endpoint);
    const error = await failureOf(manager.getToken());
    expect(error).toMatchObject({ code: 'redirect', status, retryable: false });
    expect(elsewhere.requests).toHaveLength(0);
    expect(endpoint.requests).toHaveLength(1);
  },
);

const padded = (bytes: number) =>
  JSON.stringify({
    access_token: 'token',
    token_type: 'Bearer',
    expires_in: 300,
    pad: ' '.repeat(bytes),
  });

test.each<[string, Answer]>([
  ['as it is', response => response.end(padded(2 ** 21))],
  [
    'packed',
    response => response.setHeader('content-encoding', 'gzip').end(gzipSync(padded(2 ** 24))),
  ],
  [
    'without end',
    response => {
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(65_536)));
      };
      response.on('drain', more);
      more();
    },
  ],
])(
  'a huge answer, %s, is not read to its end [service-account-tokens/Huge answer refused]',
  async (_how, answer) => {
    await using endpoint = await ScriptedEndpoint.start(answer);
    await using manager = managerFor(endpoint);
    const error = await failureOf(manager.getToken());
    expect(error.code).toBe('bad_response');
    expect(error.message).toContain('1 MiB');
  },
);

test('an answer of just under 1 MiB, packed, is read [service-account-tokens/First call gets a token]', async () => {
  await using endpoint = await ScriptedEndpoint.start(response =>
    response.setHeader('content-encoding', 'gzip').end(gzipSync(padded(2 ** 20 - 100))),
  );
  await using manager = managerFor(endpoint);
  expect(await manager.getToken()).toBe('token');
});

test("a certificate of the caller's own authority is trusted with its file alone [service-account-tokens/Custom certificate authority]", async () => {
  await using authority = await TestAuthority.create();
  await using server = await startSecureEndpoint(authority);
  const { caFile } = authority;
  const { tokenEndpoint } = server;
  await using trusting = managerFor({ tokenEndpoint }, { tls: { caFile } });
  expect(await trusting.getToken()).toBe('token-1');
  await using strict = managerFor({ tokenEndpoint });
  const error = await failureOf(strict.getToken());
  expect(error).toMatchObject({ code: 'network', retryable: true });
  expect(error.hint).toContain('tls.caFile');
});

test('a certificate that the given authorities did not sign is told with their file [service-account-tokens/Hint for an unreachable host]', async () => {
  await using authority = await TestAuthority.create();
  await using other = await TestAuthority.create();
  await using server = await startSecureEndpoint(authority);
  const { caFile } = other;
  await using manager = managerFor(server, { tls: { caFile } });
  const error = await failureOf(manager.getToken());
  expect(error).toMatchObject({ code: 'network', retryable: true });
  expect(error.hint).toContain(`signed by none of the authorities in tls.caFile ${caFile}`);
});

test('a CA file that holds no certificate is refused by its name [service-account-tokens/Wrong option refused]', async () => {
  const caFile = join(folder, 'no.pem');
  await writeFile(caFile, '-----BEGIN CERTIFICATE-----\nbm9uZQ==\n-----END CERTIFICATE-----\n');
  const error = await failureOf(() =>
    managerFor({ tokenEndpoint: 'https://localhost/' }, { tls: { caFile } }),
  );
  expect(error.code).toBe('invalid_configuration');
  expect(error.message).toContain(caFile);
});

test("requests go through the caller's dispatcher, which stays open [service-account-tokens/Own dispatcher]", async () => {
  await using endpoint = await ScriptedEndpoint.start();
  const agent = new Agent();
  let dispatched = 0;
  const dispatcher: Dispatcher = agent.compose(dispatch => (options, handler) => {
    dispatched += 1;
    return dispatch(options, handler);
  });
  const manager = managerFor(endpoint, { dispatcher });
  await manager.getToken();
  await manager.close();
  expect(dispatched).toBe(1);
  expect(agent.closed || agent.destroyed).toBe(false);
  await agent.close();
});

test('a dispatcher that was closed is named in the error [service-account-tokens/Own dispatcher]', async () => {
  await using endpoint = await ScriptedEndpoint.start();
  const dispatcher = new Agent();
  await dispatcher.close();
  await using manager = managerFor(endpoint, { dispatcher });
  expect((await failureOf(manager.getToken())).hint).toContain('dispatcher');
});
