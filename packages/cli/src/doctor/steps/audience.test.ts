import { expect, test } from 'vitest';
import { addAuthBridge } from '../../../test/auth-bridge.fixture.ts';
import { examineServers } from '../../../test/kagenti-steps.fixture.ts';

/** Servers whose agent has an AuthBridge that trusts their realm. */
async function examineBehindAuthBridge(config: object = {}) {
  const examined = await examineServers();
  const { kagenti, identityProvider } = examined.servers;
  addAuthBridge(kagenti, { issuer: identityProvider.issuer, ...config });
  return examined;
}

test('accepts an agent without AuthBridge', async () => {
  const { report, servers } = await examineServers();
  servers.kagenti.kubernetes.addPod('team1', 'weather-agent');
  expect(await report('audience')).toMatchObject({
    status: 'ok',
    summary: 'team1/weather-agent has no AuthBridge that checks tokens',
  });
});

test('names the commands for a missing audience [doctor/The token lacks the audience of the agent]', async () => {
  const { report } = await examineBehindAuthBridge();
  const { status, findings } = await report('audience');
  expect(status).toBe('failed');
  expect(findings).toMatchObject([{ code: 'missing_audience' }]);
  expect(findings[0]?.commands?.[0]).toContain('"included.custom.audience":"team1/weather-agent"');
  expect(findings[0]?.commands?.[1]).toContain('/default-client-scopes/');
});

test('names the audience that AuthBridge names where it is missing', async () => {
  const { report } = await examineBehindAuthBridge({ audience: 'weather' });
  const { findings } = await report('audience');
  expect(findings[0]?.message).toContain('only tokens for weather');
  expect(findings[0]?.commands?.[0]).toContain('"included.custom.audience":"weather"');
});

test('reports that an audience by host cannot be known', async () => {
  const { report } = await examineBehindAuthBridge({ audience_mode: 'per-host' });
  expect(await report('audience')).toMatchObject({ status: 'ok' });
});

test('names both issuers [doctor/The agent trusts another issuer]', async () => {
  const issuer = 'https://sso.example.com/realms/other';
  const { report, servers } = await examineBehindAuthBridge({ issuer });
  const { findings } = await report('audience');
  expect(findings).toMatchObject([{ code: 'agent_trusts_other_issuer' }]);
  expect(findings[0]?.message).toContain(issuer);
  expect(findings[0]?.message).toContain(servers.identityProvider.issuer);
});

test('leaves what Kagenti does not report to the chat [doctor/Kagenti does not report what the agent expects]', async () => {
  const { report } = await examineServers({ kagenti: { features: { authbridgeAPI: false } } });
  expect(await report('audience')).toMatchObject({
    status: 'ok',
    summary: expect.stringContaining('the chat shows it'),
    details: { expected: null },
  });
});

test('does not apply without an agent', async () => {
  const { report } = await examineServers();
  const values = { 'boost.providers.kagenti.defaultAgent': undefined };
  expect(await report('audience', { values })).toMatchObject({ status: 'skipped' });
});
