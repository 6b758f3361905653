import { startTestServers, type TestServersOptions } from '@rhdh-boost/testkit';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { withChanges } from '../../test/dotted-paths.fixture.ts';
import { runOn } from '../../test/run-on-servers.fixture.ts';

/** Starts servers, for one test. */
async function startServers(options?: TestServersOptions) {
  const servers = await startTestServers(options);
  onTestFinished(() => servers.stop());
  return servers;
}

const withoutRole = { identityProvider: { clients: [{ clientId: 'boost' }] } };

describe('boost token', () => {
  it('shows settings, claims and roles [boost-calls/Token shows claims, lifetime and roles]', async () => {
    const servers = await startServers();
    const { stdout, stderr, exitCode } = await runOn(['token'], servers);
    expect(stdout).toMatch(/boost\.kagenti\.auth\.clientId +boost +app-config\.yaml:\d+:\d+\n/);
    expect(stdout).toContain(`Issuer     ${servers.identityProvider.issuer}\n`);
    expect(stdout).toMatch(/Client +boost\n/);
    expect(stdout).toMatch(/Issued +\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \((now|\d s ago)\)\n/);
    expect(stdout).toMatch(/Expires +.* \(in (5 min|4 min 5\d s)\)\n/);
    expect(stdout).toContain('300 s, renewed 60 s before its end');
    expect(stdout).toMatch(/Roles\n {2}realm +rossoctl-operator\n/);
    expect([stderr, exitCode]).toEqual(['', 0]);
  });

  it('shows what an operator may call [boost-calls/Token shows what Kagenti makes of it]', async () => {
    const servers = await startServers();
    const { stdout } = await runOn(['token'], servers);
    expect(stdout).toMatch(/Account +operator, because of the role rossoctl-operator\n/);
    expect(stdout).toMatch(/May call +all \d+ operations\n/);
    expect(stdout).not.toContain('warning:');
  });

  it('warns of a viewer [boost-calls/Token of a viewer names the missing role]', async () => {
    const servers = await startServers(withoutRole);
    const { stdout, exitCode } = await runOn(['token'], servers);
    expect(stdout).toMatch(/May not call +\d+ of \d+ operations: .*chat 2/);
    expect(stdout).toMatch(
      /warning: The account is only a viewer.*give the role rossoctl-operator/,
    );
    expect(exitCode).toBe(0);
  });

  it('agrees with Kagenti about what a viewer may not call', async () => {
    const servers = await startServers(withoutRole);
    const { stdout } = await runOn(['token', '--json'], servers);
    const { closed, open } = JSON.parse(stdout).token.kagenti;
    const token = (await runOn(['token', '--print'], servers)).stdout.trim();
    const call = async (method: string, path: string) => {
      const url = `${servers.kagenti.baseUrl}/api/v1/${path}`;
      const response = await fetch(url, { method, headers: { authorization: `Bearer ${token}` } });
      await response.arrayBuffer();
      return response.status;
    };
    expect(closed).toContain('agents.delete');
    expect(await call('DELETE', 'agents/team1/weather-agent')).toBe(403);
    expect(open).toContain('agents.get');
    expect(await call('GET', 'agents/team1/weather-agent')).toBe(200);
  });

  it('writes the token alone [boost-calls/Token itself is written only on request]', async () => {
    const servers = await startServers();
    const { stdout, stderr, exitCode } = await runOn(['token', '--print'], servers);
    expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    expect([stderr, exitCode]).toEqual(['', 0]);
    const onTerminal = await runOn(['token', '--print'], servers, { columns: 80 });
    expect(onTerminal.stderr).toMatch(/^warning: whoever reads this token can act as the account/);
    for (const args of [['token'], ['token', '--json']]) {
      const { stdout: shown } = await runOn(args, servers, { columns: 80 });
      expect(shown).not.toMatch(/eyJ[\w-]+\.[\w-]+/);
    }
  });

  it('writes JSON without token and secret [boost-calls/Token for a script has every claim]', async () => {
    const servers = await startServers();
    const { stdout } = await runOn(['token', '--json'], servers);
    const { settings, token } = JSON.parse(stdout);
    expect(token.claims).toMatchObject({ azp: 'boost', iss: servers.identityProvider.issuer });
    expect(token.kagenti).toMatchObject({ level: 'operator', closed: [] });
    expect(settings).toContainEqual({
      key: 'boost.kagenti.auth.clientSecret',
      value: '<secret>',
      source: expect.stringMatching(/^app-config\.yaml:/),
    });
    expect(stdout).not.toContain(servers.account.clientSecret);
    expect(stdout).not.toContain('eyJ');
  });

  it('explains a wrong secret [boost-calls/Token that is refused has its cause]', async () => {
    const servers = await startServers();
    const secret = 'wrong-canary-secret';
    const appConfig = withChanges(servers.appConfig, { 'boost.kagenti.auth.clientSecret': secret });
    const { stdout, stderr, exitCode } = await runOn(['token'], { appConfig });
    expect(stderr).toMatch(/^error: .*401.*boost\.kagenti\.auth\.clientSecret/);
    expect(stderr).toMatch(/\nTo find the cause, run boost doctor\.\n$/);
    expect(stderr).not.toContain(secret);
    expect([stdout, exitCode]).toEqual(['', 1]);
  });

  it('explains a configuration without an account', async () => {
    const servers = await startServers();
    const appConfig = withChanges(servers.appConfig, {
      'boost.security.mode': 'plugin-only',
      'boost.kagenti.auth': { method: 'none' },
    });
    const { stderr, exitCode } = await runOn(['token'], { appConfig });
    expect(stderr).toMatch(/^error: There is no token: boost\.kagenti\.auth\.method is none/);
    expect(exitCode).toBe(1);
    const empty = await runOn(['token'], { appConfig: { boost: {} } });
    expect(empty.stderr).toMatch(/^error: .*boost\.kagenti\.auth\.clientId.* missing/);
    expect(empty.exitCode).toBe(1);
  });

  it('does not print a token into JSON', async () => {
    const servers = await startServers();
    const { stderr, exitCode } = await runOn(['token', '--print', '--json'], servers);
    expect(stderr).toContain("option '--print' cannot be used with option '--json'");
    expect(exitCode).toBe(2);
  });

  it('ends with Ctrl-C', async () => {
    const servers = await startServers();
    const { faults } = servers.identityProvider;
    faults.next({ kind: 'hang' });
    const controller = new AbortController();
    const run = runOn(['token'], servers, { signal: controller.signal });
    await vi.waitFor(() => expect(faults.pending).toBe(0));
    controller.abort();
    expect(await run).toEqual({ stdout: '', stderr: '', exitCode: 130 });
  });
});
