import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import {
  eventStream,
  frames,
  json,
  ScriptedServer,
} from '../test/fixtures/scripted-server.fixture.ts';

const run = promisify(execFile);
const source = (file: string): string => JSON.stringify(new URL(file, import.meta.url).href);
const reply = frames({ content: 'x' }, { done: true, session_id: 's' });

function startServer(): Promise<ScriptedServer> {
  return ScriptedServer.start((response, { path }) => {
    if (path.includes('mute')) return;
    if (path.includes('busy')) return json(response, {}, 503, { 'retry-after': '9' });
    if (!path.endsWith('/stream')) return json(response, { items: [] });
    eventStream(response);
    if (path.includes('slow')) response.write(frames({ content: 'x' }));
    else response.end(reply);
  });
}

/** Runs a program with a client of its own; a failure that nobody handles ends it with an error. */
async function program(server: ScriptedServer, body: string): Promise<string[]> {
  const script = `
    import { KagentiClient } from ${source('./index.ts')};
    let getToken = async () => 'a-token';
    const kagenti = new KagentiClient({
      baseUrl: ${JSON.stringify(server.origin)},
      tokens: { getToken: options => getToken(options), invalidate: () => true },
      authorize: ({ name }) => (name === 'asked' ? new Promise(() => {}) : true),
    });
    const { agents, chat } = kagenti.asUser('user:default/jane');
    const agent = name => ({ namespace: 'team1', name });
    const message = name => ({ ...agent(name), message: 'hi' });
    ${body}`;
  const args = ['--input-type=module', '--eval', script];
  const { stdout } = await run(process.execPath, args, { timeout: 15_000 });
  return stdout.trim().split('\n');
}

test.each([
  ['closes', 'await kagenti.close();'],
  ['does not close', ''],
])('a program that %s the client [kagenti-api/Process ends by itself]', async (_what, closing) => {
  await using server = await startServer();
  const lines = await program(
    server,
    `await agents.list();
      await agents.get(agent('busy'), { maxRetries: 0 }).catch(error => console.log(error.status));
      console.log(await chat.stream(message('quick')).text());
      for await (const event of chat.stream(message('slow'))) break;
      ${closing}
      const overAt = performance.now();
    process.on('exit', () => console.log(performance.now() - overAt));`,
  );

  expect(lines.slice(0, 2)).toEqual(['503', 'x']);
  // Below every clock of a call, and what undici keeps a connection for.
  expect(Number(lines[2])).toBeLessThan(3_500);
});

test('nothing of what is in flight is left [kagenti-api/Close ends calls in flight]', async () => {
  await using server = await startServer();

  const lines = await program(
    server,
    `const read = chat.stream(message('slow'))[Symbol.asyncIterator]();
    await read.next();
    const unread = chat.stream(message('slow'))[Symbol.asyncIterator]();
    await unread.next();
    const piped = chat.stream(message('slow')).toSSEResponse().body.getReader();
    await piped.read();
    const calls = [
      agents.get(agent('mute')),
      agents.get(agent('busy')),
      agents.get(agent('asked')),
      read.next(),
    ];
    getToken = () => new Promise(() => {});
    calls.push(agents.list());
    const ended = Promise.allSettled(calls);
    await new Promise(resolve => setTimeout(resolve, 200));
    await Promise.all([kagenti.close(), kagenti.close(), kagenti[Symbol.asyncDispose]()]);
    for (const { reason } of await ended) console.log(reason.name, reason.cause.code);
    await kagenti.close();
    await agents.list().catch(error => console.log(error.code));`,
  );

  expect(lines).toEqual([...Array.from({ length: 5 }, () => 'KagentiAbortError closed'), 'closed']);
  expect(await server.connectionsClosed()).toBe(true);
});
