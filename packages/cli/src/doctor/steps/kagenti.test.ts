import { createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { startUserInterface } from '../../../test/kagenti-fronts.fixture.ts';
import { examineServers } from '../../../test/kagenti-steps.fixture.ts';
import { portOf, serve } from '../../../test/listening.fixture.ts';

const key = 'boost.providers.kagenti.baseUrl';

test('names the version of a Kagenti that answers [doctor/Kagenti answers]', async () => {
  const { report, servers } = await examineServers();
  expect(await report('kagenti')).toMatchObject({
    status: 'ok',
    summary: `${servers.kagenti.baseUrl}, version 0.1.0`,
    details: { version: '0.1.0', authentication: true, features: { skills: true } },
  });
});

test('reports what is known about the version of an older Kagenti', async () => {
  const { report } = await examineServers({ kagenti: { release: '2026-07-23' } });
  expect(await report('kagenti')).toMatchObject({
    status: 'ok',
    summary: expect.stringMatching(/a version from before 2026-08-20$/),
  });
});

test('recognizes a path that Boost adds itself [doctor/A path in the address of Kagenti]', async () => {
  const { report, servers } = await examineServers();
  const { baseUrl } = servers.kagenti;
  const { status, findings } = await report('kagenti', { values: { [key]: `${baseUrl}/api/v1` } });
  expect(status).toBe('failed');
  expect(findings).toMatchObject([
    {
      code: 'path_in_kagenti_address',
      remedy: `Set ${key} to ${baseUrl}. Boost adds /api/v1 itself.`,
    },
  ]);
});

test('recognizes the user interface [doctor/The address of Kagenti is that of its user interface]', async () => {
  const { report, servers } = await examineServers();
  const page = await startUserInterface(servers.kagenti.baseUrl);
  onTestFinished(() => page[Symbol.asyncDispose]());
  const { findings } = await report('kagenti', { values: { [key]: page.origin } });
  expect(findings).toMatchObject([{ code: 'kagenti_user_interface' }]);
});

test.each([
  ['a web page', '<!doctype html><title>Portal</title>', 200],
  ['another API', '{"status":"UP"}', 200],
  ['a server without the paths', '{"error":"nothing here"}', 404],
  ['a redirect to another page', '', 302],
])('recognizes %s', async (_, body, status) => {
  const { report } = await examineServers();
  const other = await serve((_request, response) => {
    response.writeHead(status, { location: '/docs' });
    response.end(body);
  });
  const { findings } = await report('kagenti', { values: { [key]: other } });
  expect(findings).toMatchObject([{ severity: 'error', code: 'not_kagenti' }]);
  expect(findings[0]?.message).toContain(other);
  expect(findings[0]?.message).not.toContain('health.live');
  expect(findings[0]?.remedy).toContain(key);
});

const authorization = '/realms/boost/protocol/openid-connect/auth';

test.each<[string, number, Record<string, string>, string, string]>([
  [
    'oauth2-proxy, which redirects a browser',
    302,
    { location: `https://sso.example.com${authorization}?client_id=ui&state=canary` },
    '',
    `redirects to the login at https://sso.example.com${authorization}.`,
  ],
  [
    'a proxy with its own start of the login',
    307,
    { location: '/oauth2/start?rd=%2Fhealth' },
    '',
    '/oauth2/start.',
  ],
  [
    'a proxy with a page to sign in',
    403,
    { 'content-type': 'text/html' },
    '<form method="GET" action="/oauth/start"><button>Log in with OpenShift</button></form>',
    'shows a page to sign in.',
  ],
])(
  'recognizes %s [doctor/A login proxy in front of Kagenti]',
  async (_, status, headers, body, message) => {
    const { report } = await examineServers();
    const proxy = await serve(({ headers: { accept } }, response) => {
      if (accept === 'text/html') response.writeHead(status, headers).end(body);
      else response.writeHead(401, { 'content-type': 'application/json' }).end('{}');
    });
    const { findings } = await report('kagenti', { values: { [key]: proxy } });
    expect(findings).toMatchObject([{ severity: 'error', code: 'kagenti_login_proxy' }]);
    expect(findings[0]?.message).toContain(message);
    expect(findings[0]?.message).not.toContain('canary');
    expect(findings[0]?.remedy).toContain('behind the proxy');
  },
);

test('reports that nothing listens', async () => {
  const { report, servers } = await examineServers();
  await servers.kagenti.stop();
  const { status, findings } = await report('kagenti');
  expect(status).toBe('failed');
  expect(findings).toMatchObject([{ code: 'kagenti_unreachable', isTemporary: true }]);
  expect(findings[0]?.message).toContain(servers.kagenti.baseUrl);
});

// A backend that is alive answers without Kubernetes, so a 500 is not about Kubernetes here.
test.each([500, 503])('reports an unavailable Kagenti (%i) as temporary', async status => {
  const { report, servers } = await examineServers();
  servers.kagenti.faults.next({ kind: 'respond', status });
  expect((await report('kagenti')).findings).toMatchObject([
    { code: 'kagenti_unavailable', isTemporary: true },
  ]);
});

test('does not need the feature flags', async () => {
  const { report, servers } = await examineServers();
  servers.kagenti.kubernetes.goAway();
  expect(await report('kagenti')).toMatchObject({ status: 'ok', details: { features: null } });
});

test('misses an address', async () => {
  const { report } = await examineServers();
  expect(await report('kagenti', { values: { [key]: undefined } })).toMatchObject({
    status: 'failed',
    findings: [{ code: 'no_kagenti_address' }],
  });
});

test('finds Kagenti although the secret of the account is missing', async () => {
  const { report } = await examineServers();
  const values = { 'boost.kagenti.auth.clientSecret': undefined };
  expect(await report('kagenti', { values })).toMatchObject({ status: 'ok' });
});

test('an address that closes each connection', async () => {
  const { report } = await examineServers();
  const port = await portOf(createServer(socket => void socket.destroy()));
  const { findings } = await report('kagenti', { values: { [key]: `http://127.0.0.1:${port}` } });
  expect(findings).toMatchObject([
    {
      severity: 'error',
      code: 'kagenti_unreachable',
      message: expect.stringContaining(`http://127.0.0.1:${port} failed`),
      remedy: expect.stringContaining(key),
      isTemporary: true,
    },
  ]);
});
