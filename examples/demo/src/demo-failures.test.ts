import { describe, expect, it } from 'vitest';
import { configFile, runMain } from './run-main.fixture.ts';

const canary = 'canary-secret-5f1d';

/** A configuration that works on the demo's servers, with lines replaced by broken ones. */
function brokenConfig(replacements: Record<string, string>): string {
  const lines = {
    mode: 'full',
    auth: 'auth',
    tokenEndpoint: '${KAGENTI_TOKEN_ENDPOINT}',
    clientId: '${KAGENTI_CLIENT_ID}',
    clientSecret: '{ $file: "${KAGENTI_CLIENT_SECRET_FILE}" }',
    baseUrl: '${KAGENTI_BASE_URL}',
    ...replacements,
  };
  return `boost:
  security: { mode: ${lines.mode} }
  kagenti:
    ${lines.auth}:
      tokenEndpoint: ${lines.tokenEndpoint}
      clientId: ${lines.clientId}
      clientSecret: ${lines.clientSecret}
  providers: { kagenti: { baseUrl: "${lines.baseUrl}", maxRetries: 0 } }
`;
}

async function failureOf(content: string) {
  await using file = await configFile(content);
  const { stdout, stderr, exitCode } = await runMain(['--config', file.path]);
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/^\nThe demo failed: \S/);
  expect(stderr).not.toMatch(/^\s+at /m);
  expect(stdout + stderr).not.toContain(canary);
  return { stdout, stderr, path: file.path };
}

describe('a demo that fails', () => {
  it.each([
    { what: 'a missing file', path: '/nonexistent/app-config.yaml', says: 'does not exist' },
    { what: 'a folder', path: import.meta.dirname, says: 'is a folder' },
  ])('names $what', async ({ path, says }) => {
    const { stderr, exitCode } = await runMain(['--config', path]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain(`${path} ${says}`);
  });

  it('places bad YAML and quotes nothing of it', async () => {
    const { stderr, path } = await failureOf(`boost:\n  clientSecret: "${canary}\n  more: [`);
    expect(stderr).toContain(`${path}:`);
    expect(stderr).toMatch(/:\d+:\d+ is not valid YAML/);
  });

  it.each([
    { file: 'an empty file', content: '', says: 'boost.kagenti.auth.issuer' },
    { file: 'a comment alone', content: '# later\n', says: 'boost.kagenti.auth.issuer' },
    { file: 'a list', content: '- boost', says: 'holds no sections' },
  ])('says what $file lacks', async ({ content, says }) => {
    const { stderr, path } = await failureOf(content);
    expect(stderr).toContain(path);
    expect(stderr).toContain(says);
  });

  it.each([
    {
      problem: 'an unknown key',
      content: brokenConfig({ auth: 'oauth' }),
      says: 'boost.kagenti.oauth',
    },
    {
      problem: 'a version 1 key',
      content: brokenConfig({ clientId: 'boost\n      tokenExchange: { enabled: true }' }),
      says: 'boost.kagenti.auth.tokenExchange.enabled',
    },
    {
      problem: 'half of the auth keys',
      content: `boost: { security: { mode: full }, kagenti: { auth: { clientSecret: ${canary} } } }`,
      says: 'boost.kagenti.auth.tokenEndpoint',
    },
    {
      problem: 'a missing security mode',
      content: 'boost: { model: { name: granite } }',
      says: 'boost.security.mode',
    },
  ])('lists $problem with its path', async ({ content, says }) => {
    const { stdout, stderr } = await failureOf(content);
    expect(stderr).toContain(`   ${says}: `);
    expect(stdout).not.toContain('Get a token');
  });

  it('explains a wrong secret', async () => {
    const { stderr } = await failureOf(brokenConfig({ clientSecret: canary }));
    expect(stderr).toContain('(boost.kagenti.auth)');
    expect(stderr).toMatch(/clientSecret/);
  });

  it.each([
    {
      server: 'identity provider',
      broken: { tokenEndpoint: 'http://127.0.0.1:9/realms/boost/protocol/openid-connect/token' },
      says: ['http://127.0.0.1:9/', 'boost.kagenti.auth.tokenEndpoint'],
    },
    {
      server: 'Kagenti backend',
      broken: { baseUrl: 'http://127.0.0.1:9' },
      says: ['http://127.0.0.1:9', 'boost.providers.kagenti.baseUrl'],
    },
  ])('names an unreachable $server', async ({ broken, says }) => {
    const { stderr } = await failureOf(brokenConfig(broken));
    for (const part of says) expect(stderr).toContain(part);
  });
});
