import { expect, onTestFinished, test, vi } from 'vitest';
import { json, type Script, ScriptedServer } from '../../test/fixtures/scripted-server.fixture.ts';
import { rejection } from '../../test/fixtures/test-client.fixture.ts';
import {
  authorizedFetch,
  boostAgentDeletePermission,
  Conversation,
  handleMessageKey,
  keepInSight,
  permittedAgents,
  readAnswer,
} from './index.ts';

async function serve(script: Script): Promise<ScriptedServer> {
  const server = await ScriptedServer.start(script);
  onTestFinished(() => server.stop());
  return server;
}

/** A server that accepts one token. */
const accepting =
  (token: string): Script =>
  (response, request) =>
    json(response, {}, request.headers.authorization === `Bearer ${token}` ? 200 : 401);

test('Portal: requests carry the token, which is renewed once for all that are refused [kagenti-chat-streaming/Page sends requests as the user]', async () => {
  const { origin, requests } = await serve(accepting('second'));
  const getToken = vi.fn<() => string>().mockReturnValueOnce('first').mockReturnValue('second');
  const request = authorizedFetch(getToken);
  const init = { method: 'POST', headers: { 'x-mine': 'yes' }, body: 'text' };

  const answers = await Promise.all([request(origin, init), request(origin, init)]);

  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  expect(getToken).toHaveBeenCalledTimes(2);
  expect(requests.map(({ body }) => body)).toEqual(['text', 'text', 'text', 'text']);
  expect(requests.at(-1)?.headers['x-mine']).toBe('yes');
});

test('Portal: a second refusal is the answer', async () => {
  const { origin, requests } = await serve(accepting('none'));

  const { status } = await authorizedFetch(async () => 'old')(origin);

  expect(status).toBe(401);
  expect(requests).toHaveLength(2);
});

test('Portal: a sign-in that fails is tried again by the next request', async () => {
  const { origin } = await serve(accepting('second'));
  const getToken = vi.fn<() => string>().mockReturnValue('second');
  getToken.mockImplementationOnce(() => {
    throw new Error('of the sign-in');
  });
  const request = authorizedFetch(getToken);

  expect(await rejection(request(origin))).toMatchObject({ message: 'of the sign-in' });
  expect((await request(origin)).status).toBe(200);
});

test('Portal: a page reads the JSON of a route [kagenti-chat-streaming/Page reads an answer]', async () => {
  const { origin } = await serve((response, _request, index) =>
    index === 1 ? void response.writeHead(204).end() : json(response, { items: [1] }),
  );

  expect(await readAnswer(fetch(origin))).toEqual({ items: [1] });
  expect(await readAnswer(fetch(origin))).toBeNull();
});

test.each<[string, Script, object]>([
  [
    'refuses',
    response =>
      json(response, { error: { code: 'permission', requestId: 'r-1', message: 'no' } }, 403),
    { status: 403, code: 'permission', requestId: 'r-1', message: 'no' },
  ],
  [
    'answers with a page',
    response => void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'),
    { reason: 'protocol' },
  ],
  ['is cut', response => void response.socket?.destroy(), { code: 'connection' }],
])(
  'Portal: a route that %s is an AnswerError [kagenti-chat-streaming/Page reads an answer]',
  async (_what, script, facts) => {
    const { origin } = await serve(script);

    expect(await rejection(readAnswer(fetch(origin)))).toMatchObject({
      name: 'AnswerError',
      ...facts,
    });
  },
);

test('Portal: permissions on many agents are asked in groups that Backstage accepts [kagenti-chat-streaming/Page offers what is permitted]', async () => {
  const agents = Array.from({ length: 250 }, (_, at) => ({
    namespace: 'team1',
    name: `agent-${at}`,
  }));
  const bodies: { items: { id: string; resourceRef: string }[] }[] = [];
  const request = async (_url: string, init?: RequestInit): Promise<Response> => {
    const body: (typeof bodies)[number] = JSON.parse(await new Response(init?.body).text());
    bodies.push(body);
    const items = body.items.map(({ id, resourceRef }) => ({
      id,
      result: resourceRef.endsWith('7') ? 'ALLOW' : 'DENY',
    }));
    return Response.json({ items });
  };

  const permitted = await permittedAgents(request, boostAgentDeletePermission, agents);

  expect(permitted).toEqual(agents.filter(({ name }) => name.endsWith('7')));
  expect(bodies.map(({ items }) => items.length)).toEqual([100, 100, 50]);
  expect(JSON.stringify(bodies[0]).length).toBeLessThan(100_000);
});

test('Portal: keys of the field send, start a line, and stop', () => {
  const requestSubmit = vi.fn<() => void>();
  const preventDefault = vi.fn<() => void>();
  const conversation = new Conversation({ send: () => new Promise(() => undefined) });
  const press = (key: string, more: object = {}): void =>
    handleMessageKey(conversation, {
      key,
      shiftKey: false,
      isComposing: false,
      target: { form: { requestSubmit } },
      preventDefault,
      ...more,
    });

  press('a');
  press('Enter', { shiftKey: true });
  press('Enter', { isComposing: true });
  expect([requestSubmit.mock.calls.length, preventDefault.mock.calls.length]).toEqual([0, 0]);
  press('Enter');
  void conversation.say('hi');
  press('Enter');
  expect([requestSubmit.mock.calls.length, preventDefault.mock.calls.length]).toEqual([1, 2]);
  press('Escape');
  expect(conversation.snapshot.isReplying).toBe(false);
});

test('Portal: the end stays in sight unless the reader has scrolled up', () => {
  vi.stubGlobal('innerHeight', 800);
  onTestFinished(() => void vi.unstubAllGlobals());
  const scrolled = [900, 1100].map(bottom => {
    const scrollIntoView = vi.fn<() => void>();
    keepInSight({ getBoundingClientRect: () => ({ bottom }), scrollIntoView });
    return scrollIntoView.mock.calls.length;
  });
  keepInSight(null);

  expect(scrolled).toEqual([1, 0]);
});
