import { startTestServers, type TestServersOptions } from '@rhdh-boost/testkit';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { parse } from 'yaml';
import { withChanges } from '../../test/dotted-paths.fixture.ts';
import { runOn } from '../../test/run-on-servers.fixture.ts';

/** Servers with two agents, and runs on them, also with other values below `boost.providers.kagenti`. */
async function startServers(options: TestServersOptions['kagenti'] = {}) {
  const servers = await startTestServers({
    kagenti: {
      agents: [
        { name: 'weather-agent', description: 'Knows the weather' },
        { name: 'poet', namespace: 'team2', description: 'Writes poems' },
      ],
      ...options,
    },
  });
  onTestFinished(() => servers.stop());
  const { kagenti, appConfig } = servers;
  const runWith = (provider: object) =>
    runner({
      appConfig: withChanges(appConfig, {
        'boost.providers.kagenti': { baseUrl: kagenti.baseUrl, maxRetries: 0, ...provider },
      }),
    });
  /** Creates a resource, and returns what Kagenti answers. */
  const create = async (path: string, body: object): Promise<unknown> => {
    const { stdout: token } = await runOn(['token', '--print'], servers);
    const response = await fetch(`${kagenti.baseUrl}/api/v1/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token.trim()}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return response.json();
  };
  return { servers, kagenti, runWith, create, run: runWith({}) };
}

/** Runs a command line without quotes. */
function runner(appConfig: Parameters<typeof runOn>[1]) {
  return (line: string, place?: Parameters<typeof runOn>[2]) =>
    runOn(line.split(' '), appConfig, place);
}

describe('boost agents list', () => {
  it('lists all namespaces [boost-calls/List covers the namespaces that Boost may use]', async () => {
    const { run, runWith } = await startServers();
    expect(await run('agents list')).toEqual({
      stdout: [
        'NAME           NAMESPACE  STATUS  PROTOCOL  DESCRIPTION',
        'weather-agent  team1      Ready   a2a       Knows the weather',
        'poet           team2      Ready   a2a       Writes poems',
        '',
      ].join('\n'),
      stderr: '',
      exitCode: 0,
    });
    const limited = runWith({ namespaces: ['team2'] });
    expect((await limited('agents list -o name')).stdout).toBe('team2/poet\n');
    expect((await run('agents list -o name -n team2 -n team1')).stdout).toBe(
      'team2/poet\nteam1/weather-agent\n',
    );
  });

  it('writes what Kagenti answers [boost-calls/List for a script is what Kagenti answers]', async () => {
    const { run } = await startServers();
    const { stdout: json } = await run('agents list --json');
    expect(JSON.parse(json).items).toMatchObject([
      { name: 'weather-agent', labels: { protocol: ['a2a'] }, workloadType: 'deployment' },
      { name: 'poet' },
    ]);
    const { stdout: yaml } = await run('agents list -o yaml');
    expect(parse(yaml)).toEqual(JSON.parse(json));
  });

  it('lists the rest [boost-calls/Namespace that fails does not hide the others]', async () => {
    const { kagenti, runWith } = await startServers();
    const body = { detail: 'etcd\u001b[2J is down' };
    kagenti.faults.next({ kind: 'respond', status: 500, body }, { operation: 'agents.list' });
    const run = runWith({ namespaces: ['team1', 'team2'] });
    const { stdout, stderr, exitCode } = await run('agents list');
    expect(stdout).toMatch(/^NAME .*\npoet .*\n$/);
    expect(stderr).toMatch(/^error: team1 could not be listed\. .*500/);
    expect(stderr).toContain(String.raw`The server says: etcd\u001b[2J is down`);
    expect(stderr).toContain('To find the cause, run boost doctor.\n');
    expect(exitCode).toBe(1);
    kagenti.faults.next({ kind: 'respond', status: 500 }, { operation: 'agents.list' });
    expect(JSON.parse((await run('agents list --json')).stdout)).toMatchObject({
      items: [{ name: 'poet' }],
      failures: [{ namespace: 'team1', code: 'http' }],
    });
  });

  it('reports an empty list on stderr', async () => {
    const { run } = await startServers({ agents: [] });
    const empty = { stderr: 'No agents in any namespace.\n', exitCode: 0 };
    expect(await run('agents list')).toEqual({ stdout: '', ...empty });
    expect((await run('agents list -n team1')).stderr).toBe('No agents in team1.\n');
    expect(await run('agents list --json')).toEqual({ stdout: '{\n  "items": []\n}\n', ...empty });
    expect((await run('agents list -o name')).stdout).toBe('');
  });

  it('cuts lines on a terminal alone', async () => {
    const { run } = await startServers();
    const { stdout } = await run('agents list', { columns: 50 });
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(50);
    expect(stdout).toContain('Knows…\n');
  });

  it('shows what servers send as escapes [boost-calls/Text of a server cannot control the terminal]', async () => {
    const description = '\u001b[2J\u202eevil';
    const { run } = await startServers({ agents: [{ name: 'a', description }] });
    for (const output of ['table', 'json', 'yaml', 'name']) {
      const { stdout } = await run(`agents list -o ${output}`, { columns: 200 });
      expect(stdout).not.toMatch(/[^\P{C}\n]/u);
    }
    expect((await run('agents list')).stdout).toContain(String.raw`\u001b[2J\u202eevil`);
    expect(parse((await run('agents list -o yaml')).stdout).items[0].description).toBe(description);
    expect((await run('agents get a')).stdout).toContain(String.raw`\u001b[2J\u202eevil`);
  });

  it('leaves a cell empty that Kagenti answers as null', async () => {
    const { run, kagenti } = await startServers();
    const item = { name: 'a', namespace: 'team1', status: null, labels: null, description: null };
    const body = { items: [item] };
    kagenti.faults.next({ kind: 'respond', status: 200, body }, { operation: 'agents.list' });
    const { stdout, stderr, exitCode } = await run('agents list -n team1');
    expect([stdout, exitCode]).toEqual([
      'NAME  NAMESPACE  STATUS  PROTOCOL  DESCRIPTION\na     team1\n',
      0,
    ]);
    expect(stderr).toMatch(
      /^warning: .*contract does not allow: items\.0\.description invalid_type/,
    );
  });

  it.each([
    ['namespaces list', 'namespaces.list', {}],
    ['namespaces get team1', 'namespaces.list', { namespaces: [null] }],
    ['agents list', 'namespaces.list', 'null'],
    ['agents list -n team1', 'agents.list', { items: [null] }],
    ['agents get team1/weather-agent', 'agents.get', {}],
    ['contexts list -n team1', 'contexts.list', { items: null }],
  ])('explains why %s cannot read the answer to %s: %j', async (line, operation, body) => {
    const { run, kagenti } = await startServers();
    kagenti.faults.always({ kind: 'respond', status: 200, body }, { operation });
    const { stdout, stderr, exitCode } = await run(`${line} --json`);
    const message = expect.stringContaining(`Kagenti ${operation} answered something`);
    expect(JSON.parse(stdout)).toEqual({ error: { code: 'contract', message }, exitCode: 1 });
    expect(stderr).toContain('run boost doctor');
    expect([stderr.includes('boost itself failed'), exitCode]).toEqual([false, 1]);
  });

  it('calls for a user [boost-calls/Calls can be made for a user]', async () => {
    const { run, kagenti } = await startServers();
    await run('agents list -n team1 --user user:default/jane');
    await run('agents list -n team1');
    const users = kagenti.requests.map(({ operation, user }) => [operation, user]);
    expect(users).toEqual([
      ['agents.list', 'user:default/jane'],
      ['agents.list', undefined],
    ]);
    const { stderr, exitCode } = await run('agents list --user jane');
    expect(stderr).toMatch(/^error: --user: .*user:default\/jane/);
    expect(exitCode).toBe(2);
  });

  it('shows progress on a terminal [boost-calls/Slow call shows progress on a terminal]', async () => {
    const { run, kagenti } = await startServers();
    kagenti.faults.next({ kind: 'delay', delayMs: 1500 }, { operation: 'agents.list' });
    const { stderr, stdout } = await run('agents list -n team1', { columns: 80 });
    const removed = '\r\u001b[2K';
    // On a loaded machine the first line may be late.
    const [, first] = stderr.split(removed);
    expect(first).toMatch(/^Listing agents: \d+ s$/);
    expect(stderr.endsWith(removed)).toBe(true);
    expect(stdout).toMatch(/^NAME/);
    kagenti.faults.next({ kind: 'delay', delayMs: 1500 }, { operation: 'agents.list' });
    expect((await run('agents list -n team1')).stderr).toBe('');
  });

  it('ends with Ctrl-C [boost-calls/Ctrl-C ends a call]', async () => {
    const { run, kagenti } = await startServers();
    kagenti.faults.next({ kind: 'hang' });
    const controller = new AbortController();
    const listing = run('agents list', { signal: controller.signal });
    await vi.waitFor(() => expect(kagenti.faults.pending).toBe(0));
    controller.abort();
    expect(await listing).toEqual({ stdout: '', stderr: '', exitCode: 130 });
  });

  it('explains a failure [boost-calls/Call that fails leads to the doctor]', async () => {
    const { servers, run } = await startServers();
    await servers.kagenti.stop();
    const { stdout, stderr, exitCode } = await run('agents list');
    expect(stderr).toMatch(/^error: .*ECONNREFUSED.*Check boost\.providers\.kagenti\.baseUrl\.\n/);
    expect(stderr).toMatch(/\nTo find the cause, run boost doctor\.\n$/);
    expect(stderr).not.toContain('    at ');
    expect([stdout, exitCode]).toEqual(['', 1]);
    const json = await run('agents list --json');
    expect(JSON.parse(json.stdout)).toEqual({
      error: { code: 'connection', message: expect.stringContaining('ECONNREFUSED') },
      exitCode: 1,
    });
  });

  it('explains a secret that Keycloak rejects, without showing it', async () => {
    const { servers } = await startServers();
    const appConfig = withChanges(servers.appConfig, {
      'boost.kagenti.auth.clientSecret': 'canary-of-a-secret',
    });
    const { stdout, stderr } = await runOn(['agents', 'list'], { appConfig });
    expect(stderr).toMatch(/^error: .*401.*boost\.kagenti\.auth\.clientSecret/);
    expect(stdout + stderr).not.toContain('canary-of-a-secret');
  });

  it('refuses a namespace that Boost may not use, without the doctor', async () => {
    const { runWith } = await startServers();
    const run = runWith({ namespaces: ['team1'] });
    const { stderr, exitCode } = await run('agents list -n team2');
    expect(stderr).toMatch(/^error: .*Allowed are team1\..*boost\.providers\.kagenti\.namespaces/);
    expect(stderr).not.toContain('boost doctor');
    expect(exitCode).toBe(1);
  });

  it.each([
    ['agents', /Usage: boost agents /],
    ['agents lst', /unknown command 'lst'\n\(Did you mean list\?\)/],
    ['agents list -o xml', /Allowed choices are table, json, yaml, name/],
    ['agents list --json -o yaml', /cannot be used with option '-o, --output/],
    ['agents get', /missing required argument 'name'/],
    ['agents get team1/a -n team2', /Name the namespace once/],
  ])('refuses %s', async (line, message) => {
    const { stdout, stderr, exitCode } = await runner({ appConfig: { boost: {} } })(line);
    expect(stderr).toMatch(message);
    expect([stdout, exitCode]).toEqual(['', 2]);
  });
});

describe('boost agents get', () => {
  it('searches the namespaces [boost-calls/Name alone finds a resource]', async () => {
    const { run } = await startServers();
    const { stdout, stderr, exitCode } = await run('agents get poet');
    expect(stdout).toMatch(/^Name +poet\nNamespace +team2\nStatus +Ready\nProtocol +a2a\n/);
    expect(stdout).toContain('Writes poems');
    expect([stderr, exitCode]).toEqual(['', 0]);
    expect((await run('agents get team2/poet')).stdout).toBe(stdout);
    expect((await run('agents get poet -n team2')).stdout).toBe(stdout);
    expect((await run('agents get poet -o name')).stdout).toBe('team2/poet\n');
  });

  describe('with variables in its environment', () => {
    const reference = { secretKeyRef: { name: 'llm', key: 'apiKey' } };
    const variables = [
      { name: 'API_KEY', value: 'sk-canary' },
      { name: 'EMPTY', value: '' },
      { name: 'TOKEN', valueFrom: reference },
    ];
    const deploy = async (path: 'agents' | 'tools') => {
      const { run, create } = await startServers();
      const created = await create(path, {
        name: 'keyed',
        namespace: 'team1',
        deploymentMethod: 'image',
        containerImage: 'ghcr.io/acme/keyed:1',
        envVars: variables,
      });
      expect(created).toMatchObject({ success: true });
      return run;
    };

    it.each(['agents', 'tools'] as const)(
      'hides the values of %s [boost-calls/Values of variables are hidden]',
      async path => {
        const run = await deploy(path);
        for (const format of ['json', 'yaml', 'table', 'name']) {
          expect((await run(`${path} get keyed -o ${format}`)).stdout).not.toContain('canary');
        }
        const { stdout } = await run(`${path} get keyed --json`);
        expect(stdout).toContain('"API_KEY"');
        expect(stdout).toContain('(hidden, see --show-env)');
        expect(stdout).toContain('"apiKey"');
      },
    );

    it.each(['agents', 'tools'] as const)(
      'shows the values of %s [boost-calls/Values of variables are shown on request]',
      async path => {
        const run = await deploy(path);
        const { stdout } = await run(`${path} get keyed --json --show-env`);
        expect(stdout).toContain('sk-canary');
        expect(stdout).not.toContain('(hidden');
      },
    );
  });

  it('asks the only namespace alone', async () => {
    const { runWith, kagenti } = await startServers();
    const run = runWith({ namespaces: ['team1'] });
    expect((await run('agents get weather-agent --json')).exitCode).toBe(0);
    expect(kagenti.requests.map(({ operation }) => operation)).toEqual(['agents.get']);
  });

  it('suggests a name [boost-calls/Unknown name suggests the closest]', async () => {
    const { run } = await startServers();
    for (const target of ['weathr-agent', 'team1/weathr-agent']) {
      const { stdout, stderr, exitCode } = await run(`agents get ${target}`);
      expect(stderr).toMatch(
        /^error: The agent "weathr-agent" does not exist in .*\. Did you mean weather-agent\?\n$/,
      );
      expect([stdout, exitCode]).toEqual(['', 1]);
    }
    expect((await run('agents get zebra')).stderr).toContain('run: boost agents list\n');
  });

  it('asks which of several is meant', async () => {
    const agents = [{ name: 'twin' }, { name: 'twin', namespace: 'team2' }];
    const { run } = await startServers({ agents });
    const { stderr, exitCode } = await run('agents get twin');
    expect(stderr).toBe(
      'error: Several namespaces have the agent "twin": choose team1/twin, team2/twin.\n',
    );
    expect(exitCode).toBe(1);
  });

  it('does not take a failure for a missing name', async () => {
    const { kagenti, runWith } = await startServers();
    kagenti.faults.next({ kind: 'respond', status: 503 }, { operation: 'agents.list' });
    const run = runWith({ namespaces: ['team1', 'team2'] });
    const { stderr, exitCode } = await run('agents get weather-agent');
    expect(stderr).toMatch(/^error: Kagenti agents\.list failed with status 503/);
    expect(exitCode).toBe(1);
  });
});

describe('boost tools, skills and contexts', () => {
  it('lists and shows tools', async () => {
    const { run } = await startServers();
    expect((await run('tools list')).stdout).toMatch(/\nweather-tool +team1 +Ready +mcp +/);
    expect((await run('tools get weather-tool')).stdout).toMatch(/^Name +weather-tool\n/);
  });

  it('lists and shows skills and contexts', async () => {
    const { run, create } = await startServers();
    const namespace = 'team1';
    const files = { 'SKILL.md': 'Do it.' };
    const ofSkill = { name: 'PDF summariser', namespace, description: 'Sums up', files };
    const ofContext = { name: 'research', namespace, storage: { size: '10Gi' } };
    const named = { name: expect.any(String) };
    expect(await create('skills', ofSkill)).toMatchObject(named);
    expect(await create('contexts', ofContext)).toMatchObject(named);
    expect((await run('skills list')).stdout).toMatch(
      /\npdf-summariser +team1 +Ready +.*Sums up\n/,
    );
    const skill = await run('skills get pdf-summariser');
    expect(skill.stdout).toMatch(/Title +PDF summariser\n/);
    expect(skill.stdout).toMatch(/Files +SKILL\.md\n/);
    expect((await run('contexts list')).stdout).toMatch(
      /\nresearch +team1 +provisioning +workspace +10Gi/,
    );
    expect((await run('contexts get research')).stdout).toMatch(/Size +10Gi\n/);
    expect((await run('contexts get reserch')).stderr).toContain('Did you mean research?');
  });

  it('lists the contexts of the rest', async () => {
    const { kagenti, runWith } = await startServers();
    const run = runWith({ namespaces: ['team1', 'team2'] });
    kagenti.faults.next({ kind: 'respond', status: 500 }, { operation: 'contexts.list' });
    const { stderr, exitCode } = await run('contexts list');
    expect(stderr).toMatch(/^error: team1 could not be listed/);
    expect(exitCode).toBe(1);
    kagenti.contexts.goAway();
    expect((await run('contexts list')).stderr).toMatch(
      /^error: Kagenti contexts\.list failed with status 503/,
    );
  });

  it.each([
    ['skills list', 'skills', 'Set featureFlags.skills to true'],
    ['skills get x', 'skills', 'Set featureFlags.skills to true'],
    ['contexts list', 'contextService', 'the address of a Context Service'],
    ['contexts get team1/x', 'contextService', 'the address of a Context Service'],
  ])(
    'explains that %s is off [boost-calls/Feature that is off is named]',
    async (line, flag, remedy) => {
      const { run } = await startServers({ features: { [flag]: false } });
      const { stdout, stderr, exitCode } = await run(line);
      expect(stderr).toMatch(
        new RegExp(`^error: This Kagenti has no \\w+: its feature flag ${flag} is off\\.`),
      );
      expect(stderr).toContain(remedy);
      expect([stdout, exitCode]).toEqual(['', 1]);
    },
  );
});

describe('boost namespaces', () => {
  it('lists them, with those that Boost may use', async () => {
    const { runWith } = await startServers();
    const run = runWith({ namespaces: ['team1'] });
    expect(await run('namespaces list')).toEqual({
      stdout: 'NAME   USED BY BOOST\nteam1  yes\nteam2  no\n',
      stderr: '',
      exitCode: 0,
    });
    const { stdout } = await run('namespaces list --json');
    expect(JSON.parse(stdout)).toEqual({ namespaces: ['team1', 'team2'] });
    expect((await run('namespaces list -o name')).stdout).toBe('team1\nteam2\n');
  });

  it('counts what is in one [boost-calls/Namespace shows what is in it]', async () => {
    const { run } = await startServers({ features: { skills: false } });
    const { stdout } = await run('namespaces get team1');
    expect(stdout).toBe(
      'Name      team1\nAgents    1\nTools     1\nSkills    switched off\nContexts  0\n',
    );
    expect(parse((await run('namespaces get team2 -o yaml')).stdout)).toEqual({
      name: 'team2',
      agents: 1,
      tools: 0,
      skills: null,
      contexts: 0,
    });
    const unknown = await run('namespaces get tem1');
    expect(unknown.stderr).toContain('Did you mean team1?');
    expect(unknown.exitCode).toBe(1);
  });
});
