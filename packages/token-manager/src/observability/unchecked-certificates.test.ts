import { TestAuthority } from '@rhdh-boost/test-support/test-authority';
import { afterEach, expect, test, vi } from 'vitest';
import { ScriptedEndpoint } from '../../test/fixtures/scripted-endpoint.fixture.ts';
import { startSecureEndpoint } from '../../test/fixtures/secure-endpoint.fixture.ts';
import { failureOf, managerFor, observe } from '../../test/fixtures/test-manager.fixture.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

test('where Node checks no certificate, which would be refused, one warning reports it [service-account-tokens/Certificate checks that are off]', async () => {
  await using authority = await TestAuthority.create();
  await using server = await startSecureEndpoint(authority);
  await using strict = managerFor(server);
  expect(await failureOf(strict.getToken())).toMatchObject({ code: 'network' });

  vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
  const { lines, logger } = observe();
  await using manager = managerFor(server, { logger });
  expect(await manager.getToken()).toBe('token-1');
  manager.clearCache();
  await manager.getToken();
  const warnings = lines.filter(line => line.startsWith('warn'));
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toMatch(/NODE_TLS_REJECT_UNAUTHORIZED=0.*tls\.caFile/);
  // Any server is meant.
  expect(warnings[0]).not.toContain('Keycloak');
});

test.each([
  ['1', 'https://keycloak.example.com/realms/boost/protocol/openid-connect/token'],
  ['0', undefined],
])('with NODE_TLS_REJECT_UNAUTHORIZED=%s and %s nothing is said', async (value, tokenEndpoint) => {
  vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', value);
  await using plain = await ScriptedEndpoint.start();
  const { lines, logger } = observe();
  await using manager = managerFor(plain, { logger, ...(tokenEndpoint && { tokenEndpoint }) });
  expect(manager.health().state).toBe('empty');
  expect(lines).toEqual([]);
});
