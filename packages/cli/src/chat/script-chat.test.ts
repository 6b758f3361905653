import { Socket } from 'node:net';
import { describe, expect, it, vi } from 'vitest';
import { startChatPlace } from './chat.fixture.ts';

const agent = 'team1/weather-agent';

/** A terminal on which nobody writes. */
class TerminalInput extends Socket {
  readonly isTTY = true;
  readonly isRaw = false;
  setRawMode(): this {
    return this;
  }
}

describe('boost chat --message', () => {
  it('writes only the text [boost-chat/Standard output has only the text of the reply]', async () => {
    const place = await startChatPlace();
    place.kagenti.chat.reply([
      { type: 'status', state: 'working', message: 'asking the satellites' },
      { type: 'text', text: 'It will ', name: 'forecast' },
      { type: 'text', text: 'rain.', name: 'forecast' },
    ]);
    const { stdout, stderr, exitCode } = await place.run([agent, '--message', 'Will it rain?']);
    expect([stdout, exitCode]).toEqual(['It will rain.\n', 0]);
    expect(stderr).toMatch(/^status: asking the satellites\nartifact: forecast\nsession: \S+\n$/);
    expect(place.chats).toMatchObject([{ agent, message: 'Will it rain?', user: undefined }]);
  });

  it('writes text while it arrives', async () => {
    const place = await startChatPlace();
    place.kagenti.chat.reply([{ type: 'text', text: 'It will ' }, { delayMs: 300_000 }]);
    const { written } = place.start([agent, '--message', 'Will it rain?']);
    await vi.waitFor(() => expect(written.stdout).toBe('It will '), 10_000);
  });

  it.each([
    ['by a dash', ['--message', '-']],
    ['without --message', []],
  ])('reads standard input %s [boost-chat/Message comes from standard input]', async (_, args) => {
    const place = await startChatPlace();
    const { child, ended } = place.start([agent, ...args]);
    child.stdin.end('Will it rain?\nAnd snow?\n');
    expect((await ended).exitCode).toBe(0);
    expect(place.chats).toMatchObject([{ message: 'Will it rain?\nAnd snow?' }]);
  });

  it.each([
    ['--config', '-'],
    ['--config', '/dev/stdin'],
    ['--client-secret-file', '/dev/stdin'],
  ])('sends no configuration that %s reads from %s', async (option, file) => {
    const place = await startChatPlace();
    for (const message of [[], ['--message', '-']]) {
      const { child, ended } = place.start([agent, option, file, ...message]);
      child.stdin.end(JSON.stringify(place.appConfig));
      expect(await ended).toMatchObject({
        stdout: '',
        stderr: expect.stringContaining('Give the message with --message.'),
        exitCode: 2,
      });
    }
    const { child, ended } = place.start([agent, '--config', '-', '--message', 'Hello']);
    child.stdin.end(JSON.stringify(place.appConfig));
    expect((await ended).exitCode).toBe(0);
    expect(place.kagenti.requests.map(({ operation }) => operation)).toEqual(['chat.stream']);
  });

  it('stops the reply when nobody reads it any more', async () => {
    const place = await startChatPlace();
    const words = Array.from({ length: 3000 }, () => [
      { type: 'text', text: 'word\n' } as const,
      { delayMs: 100 },
    ]);
    place.kagenti.chat.reply(words.flat());
    const { child, written, ended } = place.start([agent, '--message', 'Will it rain?']);
    await vi.waitFor(() => expect(written.stdout).toContain('word'), 10_000);
    child.stdout.destroy();
    expect((await ended).exitCode).toBe(0);
    await vi.waitFor(() => expect(place.chats[0]?.wasLeft).toBe(true));
  });

  it('writes the question [boost-chat/Question follows the text]', async () => {
    const place = await startChatPlace();
    place.kagenti.chat.reply([
      { type: 'text', text: 'It depends.' },
      { type: 'inputRequired', message: 'Which city?' },
    ]);
    expect(await place.run([agent, '--message', 'Will it rain?'])).toMatchObject({
      stdout: 'It depends.\nWhich city?\n',
      exitCode: 0,
    });
  });

  it('writes one object [boost-chat/Report of a reply is one object]', async () => {
    const place = await startChatPlace();
    place.kagenti.chat.reply([
      { type: 'text', text: 'Sunny', name: 'forecast' },
      { type: 'text', text: 'map', name: 'chart' },
      { type: 'inputRequired', message: 'Which city?', requestId: 'q1' },
    ]);
    const { stdout, stderr } = await place.run([agent, '--message', 'Weather?', '--json']);
    expect(JSON.parse(stdout)).toEqual({
      agent,
      text: 'Sunnymap',
      state: 'input-required',
      artifacts: [
        { taskId: 't1', name: 'forecast', text: 'Sunny' },
        { taskId: 't1', name: 'chart', text: 'map' },
      ],
      question: { kind: 'input', message: 'Which city?', requestId: 'q1' },
      sessionId: expect.stringMatching(/^\S+\.\S+$/),
      exitCode: 0,
    });
    expect(stderr).not.toContain('Sunny');
  });

  it('names the place of a sign-in', async () => {
    const place = await startChatPlace();
    place.kagenti.chat.reply([{ type: 'authRequired', message: 'Sign in at example.com' }]);
    const { stdout } = await place.run([agent, '--message', 'Weather?', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      state: 'auth-required',
      question: { kind: 'sign-in', message: 'Sign in at example.com' },
    });
  });

  it.each([
    ['the agent', { ending: 'done' as const }, 'The agent failed: no data', 'stream'],
    ['the connection', { ending: 'cut' as const }, 'run boost doctor', 'stream'],
  ])('says that %s failed [boost-chat/Failed reply ends with 1]', async (_, ending, said, code) => {
    const place = await startChatPlace();
    const failure =
      ending.ending === 'done' ? [{ type: 'error' as const, message: 'no data' }] : [];
    place.kagenti.chat.reply([{ type: 'text', text: 'It will' }, ...failure], {
      ...ending,
      times: 2,
    });
    const run = await place.run([agent, '--message', 'Will it rain?']);
    expect(run).toMatchObject({ stdout: 'It will\n', exitCode: 1 });
    expect(run.stderr).toContain(said);
    const { stdout } = await place.run([agent, '--message', 'Will it rain?', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      text: 'It will',
      error: { code, message: expect.stringContaining(said) },
      exitCode: 1,
    });
  });

  it('ends by SIGINT [boost-chat/Interrupted message ends with 130]', async () => {
    const place = await startChatPlace();
    place.kagenti.chat.reply([{ type: 'text', text: 'It will' }, { delayMs: 300_000 }]);
    const { child, written, ended } = place.start([agent, '--message', 'Will it rain?']);
    await vi.waitFor(() => expect(written.stdout).toBe('It will'), 10_000);
    child.kill('SIGINT');
    expect(await ended).toMatchObject({ stdout: 'It will', exitCode: 130 });
    await vi.waitFor(() => expect(place.chats[0]?.wasLeft).toBe(true));
  });

  it('makes the text printable [boost-chat/Control characters are shown as escapes]', async () => {
    const place = await startChatPlace();
    place.kagenti.chat.reply([
      { type: 'status', state: 'working', message: 'a\u001b[2J' },
      { type: 'text', text: 'a\tb\nc\u001b', name: 'x\u001b]0;y' },
      { type: 'text', text: '[31md\u0007', name: 'x\u001b]0;y' },
      { type: 'inputRequired', message: 'e\u009bf' },
    ]);
    const { stdout, stderr } = await place.run([agent, '--message', 'Hello']);
    expect(stdout).toBe('a\tb\nc\\u001b[31md\\u0007\ne\\u009bf\n');
    expect(stderr).toContain('status: a\\u001b[2J\nartifact: x\\u001b]0;y\n');
  });

  it.each([
    ['an empty message', [agent, '--message', ' '], 'The message is empty'],
    [
      'a user without a kind',
      [agent, '--message', 'x', '--user', 'jane'],
      '--user: A user is an entity ref',
    ],
    ['a configuration as message', [agent, '--config', '-'], 'Give the message with --message.'],
    [
      'a secret as message',
      [agent, '--client-secret-file', '/dev/stdin', '--message', '-'],
      'Give the message with --message.',
    ],
  ])('refuses %s', async (_, args, said) => {
    const place = await startChatPlace();
    const { stderr, exitCode } = await place.run(args);
    expect(stderr).toContain(said);
    expect(exitCode).toBe(2);
    expect(place.chats).toEqual([]);
  });

  it.each([
    ['without a terminal for its output', [agent], false],
    ['whose output is JSON', [agent, '--json'], true],
  ])('refuses a chat %s', async (_, args, isTTY) => {
    const place = await startChatPlace();
    const { stderr, exitCode } = await place.run(args, { isTTY, stdin: () => new TerminalInput() });
    expect(stderr).toContain('A chat needs a terminal for its output.');
    expect(exitCode).toBe(2);
    expect(place.kagenti.requests).toEqual([]);
  });

  it.each([
    ['an agent that does not exist', ['team1/nobody'], {}, ['boost agents list']],
    [
      'a Kagenti that is down',
      [agent],
      { 'boost.providers.kagenti.baseUrl': 'http://127.0.0.1:9' },
      [
        'http://127.0.0.1:9 cannot be reached (ECONNREFUSED). Check boost.providers.kagenti.baseUrl',
        'run boost doctor',
      ],
    ],
    [
      'a wrong secret',
      [agent],
      { 'boost.kagenti.auth.clientSecret': 'canary-of-a-secret' },
      ['compare boost.kagenti.auth.clientSecret', 'run boost doctor'],
    ],
    [
      'a wrong configuration',
      [agent],
      { 'boost.providers.kagenti': undefined },
      ['boost.providers.kagenti.baseUrl', 'run boost doctor'],
    ],
  ])('explains %s', async (_, args, values, said) => {
    const place = await startChatPlace({ values });
    const { stdout, stderr, exitCode } = await place.run([...args, '--message', 'x', '--json']);
    for (const text of said) expect(stderr).toContain(text);
    expect(exitCode).toBe(1);
    const { error } = JSON.parse(stdout);
    expect(stderr).toBe(`error: ${error.message}\n`);
    expect(stdout + stderr).not.toContain('canary');
  });

  it('prints no secret and no token', async () => {
    const place = await startChatPlace();
    const { clientSecret } = place.account;
    const { encryptionSecret } = place.appConfig.boost;
    place.kagenti.faults.next({ kind: 'respond', status: 500 }, { operation: 'chat.stream' });
    const runs = [
      await place.run([agent, '--message', 'x', '--json']),
      await place.run([agent, '--message', 'x']),
    ];
    for (const { stdout, stderr } of runs) {
      expect(stdout + stderr).not.toContain(clientSecret);
      expect(stdout + stderr).not.toContain(encryptionSecret);
      expect(stdout + stderr).not.toMatch(/eyJ/);
    }
  });
});

describe('sessions of boost chat', () => {
  it('continue [boost-chat/Later run continues a session]', async () => {
    const place = await startChatPlace();
    const first = await place.run([agent, '--message', 'Hello', '--json']);
    const { sessionId } = JSON.parse(first.stdout);
    await place.run([agent, '--message', 'Again', '--session', sessionId]);
    expect(place.chats.map(({ session }) => session)).toEqual([undefined, sessionId.split('.')[0]]);
  });

  it('belong to a user [boost-chat/Session of another user is refused]', async () => {
    const place = await startChatPlace();
    const jane = [agent, '--user', 'user:default/jane', '--json', '--message'];
    const { sessionId } = JSON.parse((await place.run([...jane, 'Hello'])).stdout);
    const joe = [agent, '--user', 'user:default/joe', '--session', sessionId];
    const { stderr, exitCode } = await place.run([...joe, '--message', 'Hello']);
    expect(stderr).toContain('session');
    expect(exitCode).toBe(1);
    expect(place.chats.map(({ user }) => user)).toEqual(['user:default/jane']);
  });

  it('are not offered without boost.encryptionSecret', async () => {
    const place = await startChatPlace({ values: { 'boost.encryptionSecret': undefined } });
    const { stderr, exitCode } = await place.run([agent, '--message', 'Hello']);
    expect([stderr.includes('session:'), exitCode]).toEqual([false, 0]);
    const json = await place.run([agent, '--message', 'Hello', '--json']);
    expect(JSON.parse(json.stdout)).not.toHaveProperty('sessionId');
    expect(await place.run([agent, '--message', 'Hello', '--session', 'a.b'])).toMatchObject({
      stderr: expect.stringContaining('--session needs boost.encryptionSecret.'),
      exitCode: 2,
    });
  });

  it('are not begun anew by mistake', async () => {
    const place = await startChatPlace();
    expect(await place.run([agent, '--message', 'Hello', '--session', ''])).toMatchObject({
      stderr: expect.stringContaining('--session is empty.'),
      exitCode: 2,
    });
    expect(place.chats).toEqual([]);
  });
});

describe('the agent of boost chat', () => {
  const agents = [{ name: 'poet' }, { name: 'critic' }];

  it('is the default one [boost-chat/Default agent replies]', async () => {
    const place = await startChatPlace({
      values: { 'boost.providers.kagenti.defaultAgent': agent },
    });
    expect(await place.run(['--message', 'Hello'])).toMatchObject({ exitCode: 0 });
    expect(place.chats).toMatchObject([{ agent }]);
    expect(place.kagenti.requests.map(({ operation }) => operation)).toEqual(['chat.stream']);
  });

  it('is the only one', async () => {
    const place = await startChatPlace({ servers: { kagenti: { agents: [{ name: 'poet' }] } } });
    await place.run(['--message', 'Hello']);
    expect(place.chats).toMatchObject([{ agent: 'team1/poet' }]);
  });

  it('is found by its name', async () => {
    const place = await startChatPlace({ servers: { kagenti: { agents } } });
    await place.run(['critic', '--message', 'Hello']);
    expect(place.chats).toMatchObject([{ agent: 'team1/critic' }]);
  });

  it('must be named if there are several [boost-chat/Script must name one of several agents]', async () => {
    const place = await startChatPlace({ servers: { kagenti: { agents } } });
    const { stderr, exitCode } = await place.run(['--message', 'Hello']);
    expect(stderr).toMatch(/team1\/\w+, team1\/\w+/);
    expect(exitCode).toBe(1);
  });

  it('is suggested for a name with a slip', async () => {
    const place = await startChatPlace({ servers: { kagenti: { agents } } });
    const { stderr, exitCode } = await place.run(['pote', '--message', 'Hello']);
    expect(stderr).toContain('The agent "pote" does not exist. Did you mean poet?');
    expect(exitCode).toBe(1);
  });

  it('is missing if there is none', async () => {
    const place = await startChatPlace({ servers: { kagenti: { agents: [] } } });
    const { stderr, exitCode } = await place.run(['--message', 'Hello']);
    expect(stderr).toContain('Kagenti lists no agent.');
    expect(exitCode).toBe(1);
  });

  it('cannot be found in an answer that Kagenti must not send', async () => {
    const place = await startChatPlace();
    const body = { items: [null] };
    place.kagenti.faults.next({ kind: 'respond', status: 200, body }, { operation: 'agents.list' });
    const { stdout, stderr, exitCode } = await place.run(['--message', 'Hello', '--json']);
    const message = expect.stringContaining('Kagenti agents.list answered something');
    expect(JSON.parse(stdout)).toEqual({ error: { code: 'contract', message }, exitCode: 1 });
    expect(stderr).toContain('run boost doctor');
    expect(exitCode).toBe(1);
  });

  it('may be in a namespace that cannot be listed', async () => {
    const poets = ['team1', 'team2'].map(namespace => ({ namespace, name: 'poet' }));
    const options = { kagenti: { namespaces: ['team1', 'team2'], agents: poets } };
    const values = { 'boost.providers.kagenti.namespaces': ['team1', 'team2'] };
    const place = await startChatPlace({ values, servers: options });
    place.kagenti.faults.next({ kind: 'respond', status: 403 }, { operation: 'agents.list' });
    const { stderr, exitCode } = await place.run(['poet', '--message', 'Hello']);
    expect(stderr).toMatch(/warning: the agents of these namespaces could not be listed: team\d\n/);
    expect(exitCode).toBe(0);
    place.kagenti.faults.next({ kind: 'respond', status: 403 }, { operation: 'agents.list' });
    expect((await place.run(['nobody', '--message', 'Hello'])).stderr).toContain('403');
  });
});
