import { afterEach, beforeEach, expect, test } from 'vitest';
import { type LiveServers, liveReport, outcomes, startLiveServers } from './live.fixture.ts';

let servers: LiveServers;
beforeEach(async () => {
  servers = await startLiveServers();
});
afterEach(async () => servers[Symbol.asyncDispose]());

function answerWith(operation: string, body: object): void {
  const headers = { 'content-type': 'application/json' };
  servers.backend.faults.always({ kind: 'respond', status: 200, headers, body }, { operation });
}

test.each<[string, object]>([
  ['agents.list', { items: [{ name: 'a', namespace: 'team1' }, null] }],
  ['agents.builds.list', {}],
  ['tools.list', {}],
  ['tools.connect', {}],
  ['tools.builds.list', { items: null }],
])('%s %j', async (operation, body) => {
  answerWith(operation, body);
  const [group = ''] = operation.split('.');

  const { report, exitCode } = await liveReport(servers, ['--only', group, '--only', 'chat']);

  expect(report.rows.find(row => row.operation === operation)?.outcome).toBe('drift');
  expect(report.rows.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
  expect([exitCode, report.leftBehind]).toEqual([1, []]);
  expect(outcomes(report)['chat.send']).toContain('--agent');
});

test('without a list no skill is reached', async () => {
  answerWith('skills.list', {});

  const { report } = await liveReport(servers, ['--only', 'skills']);

  expect(outcomes(report)['skills.list']).toMatch(/^drift/);
  expect(
    report.rows.filter(({ outcome }) => outcome === 'failed').map(row => row.operation),
  ).toEqual(['skills.get', 'skills.delete', 'skills.recordUsage', 'skills.file']);
});

test('the other groups go on', async () => {
  // No list: no reading can be ready for all that drift may bring.
  answerWith('tools.list', { items: { hunter2: 7 } });

  const args = ['--only', 'tools', '--only', 'config'];
  const { report, exitCode, stdout, stderr } = await liveReport(servers, args);

  const told = outcomes(report);
  expect(told['tools.get']).toBe('failed: the suite itself broke in this group: TypeError');
  expect(told['tools.create']).toBe('ok');
  expect(told['config.features']).toBe('ok');
  expect([exitCode, report.leftBehind]).toEqual([1, []]);
  expect(stdout + stderr).not.toContain('hunter2');
});

test('also where it has no reason', async () => {
  const body = { detail: 'Not Found' };
  const headers = { 'content-type': 'application/json' };
  for (const operation of ['agents.fetchEnv', 'agents.migration.migrate']) {
    servers.backend.faults.always({ kind: 'respond', status: 404, headers, body }, { operation });
  }

  const { report, exitCode } = await liveReport(servers, ['--only', 'agents']);

  const lacks = /^failed: .*the server lacks this path/;
  expect(outcomes(report)['agents.fetchEnv']).toMatch(lacks);
  expect(outcomes(report)['agents.migration.migrate']).toMatch(lacks);
  expect(exitCode).toBe(1);
});

test('phase by phase', async () => {
  const args = ['--git-url', 'https://git.example.com/parts', '--only', 'agents'];
  const { stderr } = await liveReport(servers, [...args, '--only', 'tools']);

  for (const kind of ['agents', 'tools']) {
    expect(stderr).toContain(`${kind}.builds.finalize waits: the build is Succeeded\n`);
  }
});
