import { expect, test } from 'vitest';
import { parseLiveArguments, UsageError } from './arguments.ts';
import { clientSecret, runLive, startLiveServers } from './live.fixture.ts';

const enough = [
  '--base-url',
  'https://kagenti',
  '--token-endpoint',
  'https://kc',
  '--client-id',
  'b',
];

test.each([
  ['--client-secret', 'hunter2'],
  ['--client-secret=hunter2', ''],
  ['--secret', 'hunter2'],
  ['--clientSecret', 'hunter2'],
])('%s', async (option, value) => {
  const { stdout, stderr, exitCode } = await runLive([...enough, option, value]);

  expect(exitCode).toBe(2);
  expect(stderr).toContain('KAGENTI_CLIENT_SECRET');
  expect(stdout + stderr).not.toContain('hunter2');
});

test.each<[string, string[], string]>([
  ['nothing', [], '--base-url is missing'],
  ['no client', enough.slice(0, 4), '--client-id is missing'],
  ['a misspelt option', [...enough, '--read-onyl'], 'Is --read-only meant?'],
  ['an unknown option', [...enough, '--hunter2-is-it=x'], 'not known'],
  ['a stray argument', [...enough, 'hunter2'], 'belongs to no option'],
  ['a value that is missing', [...enough, '--user'], 'lacks its value'],
  ['an agent without namespace', [...enough, '--agent', 'hunter2'], 'NAMESPACE/NAME'],
  ['an agent with too many parts', [...enough, '--agent', 'a/b/hunter2'], 'NAMESPACE/NAME'],
  ['a group that there is not', [...enough, '--only', 'hunter2'], '--only takes one of health'],
])('%s', (_name, args, words) => {
  const parse = () => parseLiveArguments(args);

  expect(parse).toThrow(UsageError);
  expect(parse).toThrow(words);
  expect(parse).not.toThrow('hunter2');
});

test('without a secret', async () => {
  const { stderr, exitCode } = await runLive(enough, {});

  expect(exitCode).toBe(2);
  expect(stderr).toContain('KAGENTI_CLIENT_SECRET');
  expect(stderr).toContain('Usage:');
});

test('--help is no mistake', async () => {
  const { stdout, exitCode } = await runLive(['--help'], {});

  expect([exitCode, stdout]).toEqual([0, expect.stringContaining('Usage: npm run test:live')]);
});

test('with a secret that is not its own', async () => {
  await using servers = await startLiveServers();

  const { stdout, stderr, exitCode } = await runLive(
    [...servers.connection, '--client-id', 'boost'],
    { KAGENTI_CLIENT_SECRET: 'hunter2' },
  );

  expect([exitCode, stdout]).toEqual([2, '']);
  expect(stderr).toContain('It cannot go on.');
  expect(stderr).not.toContain('hunter2');
  expect(servers.backend.requests).toEqual([]);
});

test('without a Kagenti', async () => {
  await using servers = await startLiveServers();
  const [, , ...tokenEndpoint] = servers.connection;

  const { stderr, exitCode } = await runLive([
    ...tokenEndpoint,
    '--base-url=http://127.0.0.1:9',
    '--namespace=team1',
    '--client-id=boost',
  ]);

  expect(exitCode).toBe(2);
  expect(stderr).toContain('http://127.0.0.1:9 cannot be reached');
});

test('on a server without a namespace', async () => {
  await using servers = await startLiveServers();
  servers.backend.faults.always(
    {
      kind: 'respond',
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: { namespaces: [] },
    },
    { operation: 'namespaces.list' },
  );

  const { stderr, exitCode } = await runLive([...servers.connection, '--client-id', 'boost']);

  expect(exitCode).toBe(2);
  expect(stderr).toContain('--namespace');
});

test.each(['--base-url', '--token-endpoint'])('with %s', async option => {
  await using servers = await startLiveServers();
  // A pod's resolver knows the name; here, Node is told.
  const resolver = encodeURIComponent(
    "import dns from 'node:dns'; const own = dns.lookup; dns.lookup = (name, ...rest) => own(name.endsWith('.svc') ? '127.0.0.1' : name, ...rest); (await import('node:module')).syncBuiltinESMExports();",
  );
  const NODE_OPTIONS = `--import=data:text/javascript,${resolver}`;
  const at = servers.connection.indexOf(option) + 1;
  const args = [...servers.connection, '--client-id', 'boost', '--only', 'health'].map(
    (argument, index) => (index === at ? argument.replace('127.0.0.1', 'boost.svc') : argument),
  );
  const environment = { KAGENTI_CLIENT_SECRET: clientSecret, NODE_OPTIONS };

  const refused = await runLive(args, environment);
  const taken = await runLive([...args, '--allow-in-cluster-http'], environment);

  expect(args.join()).toContain('http://boost.svc:');
  expect(refused.exitCode).toBe(2);
  expect(refused.stderr).toContain('--allow-in-cluster-http');
  expect([taken.exitCode, taken.stdout]).toEqual([0, expect.stringContaining('2 ok')]);
});
