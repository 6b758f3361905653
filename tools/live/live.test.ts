import { operations } from '@rhdh-boost/kagenti-contract';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  clientSecret,
  inventory,
  type LiveServers,
  liveReport,
  outcomes,
  registry,
  runLive,
  startLive,
  startLiveServers,
} from './live.fixture.ts';

let servers: LiveServers;
beforeEach(async () => {
  servers = await startLiveServers();
});
afterEach(async () => servers[Symbol.asyncDispose]());

/** All but a repository, whose builds take a while. */
const almostEverything = [
  ['--agent', 'team1/weather-agent'],
  ['--skill-registry', registry],
  ['--every-namespace'],
].flat();
const everything = [...almostEverything, '--git-url', 'https://git.example.com/parts'];

/** Operations with a role or flag of the table. */
function named(predicate: (row: (typeof operations)[number]) => boolean): string[] {
  return operations.filter(predicate).map(({ operation }) => operation);
}

function withOutcome(report: Parameters<typeof outcomes>[0], prefix: string): string[] {
  return Object.entries(outcomes(report))
    .filter(([, outcome]) => outcome.startsWith(prefix))
    .map(([operation]) => operation);
}

test('with all that it can be given', async () => {
  const before = await inventory(servers);

  const { report, exitCode, stderr } = await liveReport(servers, everything);

  expect(report.rows.map(({ operation }) => operation)).toEqual(
    operations.map(({ operation }) => operation),
  );
  expect(
    withOutcome(report, 'notTried'),
    'operations that are not called: add them to a story in tools/live/stories/',
  ).toEqual([]);
  expect(report.summary).toEqual({
    ok: operations.length,
    drift: 0,
    roleMissing: 0,
    featureOff: 0,
    notTried: 0,
    failed: 0,
  });
  expect([exitCode, report.namespace, report.leftBehind]).toEqual([0, 'team1', []]);
  expect(report.prefix).toMatch(/^boost-live-[0-9a-f]{6}$/);
  expect(stderr).not.toContain(clientSecret);
  expect(await inventory(servers)).toBe(before);
});

test('and nothing of it is on the server afterwards', async () => {
  const before = await inventory(servers);

  const { report } = await liveReport(servers, almostEverything);

  const made = new Set(
    servers.backend.requests.filter(({ status }) => status === 200).map(({ path }) => path),
  );
  expect([...made].some(path => path.includes(report.prefix))).toBe(true);
  expect(await inventory(servers)).toBe(before);
});

test('with what it must be given', async () => {
  const { report, exitCode } = await liveReport(servers);

  expect(withOutcome(report, 'failed')).toEqual([]);
  expect(
    Object.fromEntries(
      Object.entries(outcomes(report)).filter(([, o]) => o.startsWith('notTried')),
    ),
  ).toEqual({
    'chat.agentCard': 'notTried: it needs an agent that runs (--agent)',
    'chat.send': 'notTried: it needs an agent that runs (--agent)',
    'chat.stream': 'notTried: it needs an agent that runs (--agent)',
    'skills.addExternal': 'notTried: it needs a skill registry (--skill-registry)',
    'skills.autosync.set':
      'notTried: it reaches every namespace (--every-namespace, with --skill-registry)',
    'skills.autosync.delete':
      'notTried: it reaches every namespace (--every-namespace, with --skill-registry)',
    'dreams.start':
      'notTried: it changes skills of every namespace (--every-namespace, with --agent)',
    'dreams.setThresholds':
      'notTried: it needs an agent whose thresholds stay as they are (--agent)',
  });
  expect(exitCode).toBe(0);
});

test('though Shipwright has not made up its mind', async () => {
  const undecided = { kind: 'respond', status: 500, body: 'Internal Server Error' } as const;
  servers.backend.faults.next(undecided, { operation: 'agents.builds.info', times: 2 });

  const { report, exitCode } = await liveReport(servers, ['--only', 'agents']);

  expect(outcomes(report)['agents.builds.info']).toBe('ok');
  expect(exitCode).toBe(0);
});

test('is told what it may not', async () => {
  const { report, exitCode } = await liveReport(servers, almostEverything, 'reader');

  const needsOperator = named(({ role }) => role === 'operator');
  // That the synchronisation was never switched on is reason enough not to switch it off; and the client finds no
  // skill of that name in the list.
  const endsBefore = new Set(['skills.autosync.delete', 'skills.delete', 'skills.recordUsage']);
  expect(withOutcome(report, 'roleMissing: rossoctl-operator')).toEqual(
    needsOperator.filter(operation => !endsBefore.has(operation)),
  );
  expect(withOutcome(report, 'failed')).toEqual([]);
  expect(outcomes(report)).toMatchObject({ 'agents.get': 'ok', 'tools.get': 'ok' });
  expect(exitCode).toBe(0);
});

test.each([
  ['chat', 1],
  ['health', 0],
])('of %s alone, without an agent, ends with %s', async (group, expected) => {
  const walk = ['--only', group];

  const lenient = await liveReport(servers, walk);
  const strict = await liveReport(servers, [...walk, '--strict']);

  expect([lenient.exitCode, strict.exitCode]).toEqual([0, expected]);
  expect(outcomes(strict.report)).toEqual(outcomes(lenient.report));
});

test('are told by name', async () => {
  await using without = await startLiveServers({
    features: {
      skills: false,
      externalSkills: false,
      simulatedTools: false,
      authbridgeAPI: false,
      contextService: false,
      dreaming: false,
      admin: false,
    },
  });

  const { report, exitCode } = await liveReport(without, almostEverything);

  expect(withOutcome(report, 'featureOff')).toEqual([
    ...named(
      ({ operation, featureFlag }) =>
        (featureFlag !== null && !operation.startsWith('skills.autosync.')) ||
        ['config.platformStatus', 'skills.autosync.get', 'skills.autosync.set'].includes(operation),
    ),
  ]);
  expect(outcomes(report)['simulation.reset']).toBe('featureOff: simulatedTools');
  expect(withOutcome(report, 'failed')).toEqual([]);
  expect(exitCode).toBe(0);
});

test('sends GET and nothing else', async () => {
  const { report, exitCode } = await liveReport(servers, [...almostEverything, '--read-only']);

  expect([...new Set(servers.backend.requests.map(({ method }) => method))]).toEqual(['GET']);
  const told = outcomes(report);
  expect(told).toMatchObject({ 'agents.get': 'ok', 'tools.get': 'ok', 'chat.agentCard': 'ok' });
  expect(told['skills.get']).toBe('notTried: there is none in the namespace to be read');
  for (const operation of named(({ method, changes }) => method !== 'GET' || changes)) {
    expect(told[operation]).toMatch(/^notTried/);
  }
  expect([exitCode, report.summary.failed]).toEqual([0, 0]);
});

test('that were named', async () => {
  const { report } = await liveReport(servers, ['--only', 'config', '--only', 'skills']);

  const groups = new Set(report.rows.map(({ operation }) => operation.split('.')[0]));
  expect([...groups]).toEqual(['config', 'skills']);
  const called = servers.backend.requests.map(({ operation }) => operation?.split('.')[0]);
  expect(new Set(called)).toEqual(new Set(['config', 'health', 'namespaces', 'skills']));
});

test.each([
  [['--user', 'user:default/jane'], 'user:default/jane'],
  [[], undefined],
])('%j', async (args, user) => {
  await liveReport(servers, ['--only', 'config', ...args]);

  const users = servers.backend.requests.map(request => Reflect.get(request, 'user'));
  expect([...new Set(users)]).toEqual([user]);
});

test('of somebody else stays on', async () => {
  servers.backend.faults.always(
    {
      kind: 'respond',
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: { enabled: true },
    },
    { operation: 'skills.autosync.get' },
  );

  const { report } = await liveReport(servers, [...almostEverything, '--only', 'skills']);

  const why = 'notTried: it is switched on, and not by this suite';
  expect(outcomes(report)).toMatchObject({
    'skills.autosync.set': why,
    'skills.autosync.delete': why,
  });
});

describe('a server with faults', () => {
  test('the rest goes on', async () => {
    const { faults } = servers.backend;
    faults.always({ kind: 'respond', status: 500, body: 'hunter2' }, { operation: 'tools.get' });
    faults.always({ kind: 'respond', status: 422 }, { operation: 'skills.create' });

    const { report, exitCode, stdout, stderr } = await liveReport(servers, almostEverything);

    expect(withOutcome(report, 'failed')).toEqual(['tools.get', 'skills.create']);
    expect(outcomes(report)['tools.get']).toContain('Kagenti tools.get failed with status 500');
    expect(withOutcome(report, 'notTried')).toEqual([
      'skills.get',
      'skills.recordUsage',
      'skills.file',
    ]);
    expect(exitCode).toBe(1);
    expect(stdout + stderr).not.toContain('hunter2');
  });

  test('places and no values', async () => {
    const item = { name: 'hunter2', namespace: 7, description: 'hunter2', status: 'Ready' };
    servers.backend.faults.always(
      {
        kind: 'respond',
        status: 200,
        headers: { 'content-type': 'application/json' },
        body: { items: [item, item] },
      },
      { operation: 'tools.list' },
    );

    const { report, exitCode, stdout, stderr } = await liveReport(servers, almostEverything);

    const row = report.rows.find(({ operation }) => operation === 'tools.list');
    expect(row).toMatchObject({ outcome: 'drift', status: 200 });
    expect(row?.drift).toContain('items.*.namespace invalid_type');
    expect(exitCode).toBe(1);
    expect(stdout + stderr).not.toContain('hunter2');
  });

  test('is removed', async () => {
    const before = await inventory(servers);
    servers.backend.faults.next(
      { kind: 'reset', phase: 'response' },
      { operation: 'agents.create' },
    );

    const { report, exitCode } = await liveReport(servers, almostEverything);

    expect(withOutcome(report, 'failed')).toEqual(['agents.create']);
    expect([exitCode, report.leftBehind]).toEqual([1, []]);
    expect(await inventory(servers)).toBe(before);
  });

  test('by name, and the rest is removed', async () => {
    servers.backend.faults.always(
      { kind: 'respond', status: 500 },
      { operation: 'simulation.delete' },
    );

    const { report, exitCode, stderr } = await liveReport(servers, almostEverything);

    const what = `simulated tool team1/${report.prefix}-simulated`;
    expect(report.leftBehind).toEqual([{ what, why: expect.stringContaining('status 500') }]);
    expect(stderr).toContain(`Could not remove ${what}.`);
    expect(exitCode).toBe(1);
    expect(await inventory(servers)).not.toContain(`${report.prefix}-agent`);
  });

  test.each(['SIGINT', 'SIGTERM'] as const)('by %s', async signal => {
    const before = await inventory(servers);
    servers.backend.faults.always({ kind: 'hang' }, { operation: 'tools.get' });
    const { connection } = servers;
    const run = startLive([...connection, '--client-id', 'boost', '--json']);
    // The tool is made, and the next call hangs.
    run.child.stderr.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes('tools.create ok')) run.child.kill(signal);
    });

    const { stdout, stderr, exitCode } = await run.ended;

    expect(exitCode).toBe(130);
    expect(stderr).toContain('Interrupted');
    expect(JSON.parse(stdout)).toMatchObject({ interrupted: true, leftBehind: [] });
    expect(await inventory(servers)).toBe(before);
  });
});

test('a table on stdout, progress on stderr', async () => {
  const { connection } = servers;

  const { stdout, stderr, exitCode } = await runLive([...connection, '--client-id', 'boost']);

  const lines = stdout.trimEnd().split('\n');
  expect(lines[0]).toMatch(/^operation +status +ms +drift +outcome$/);
  expect(lines.find(line => line.startsWith('agents.get '))).toMatch(/^agents\.get +200 +\d+ +ok$/);
  const count = operations.length;
  const notTried = 8;
  expect(lines.at(-1)).toMatch(
    new RegExp(
      `^${count} operations: ${count - notTried} ok, 0 drift, .* ${notTried} not tried, 0 failed\\.$`,
    ),
  );
  // Head, a line below it, and the sum.
  expect(lines).toHaveLength(count + 3);
  expect(stderr).toContain('agents.get ok\n');
  expect(exitCode).toBe(0);
});
