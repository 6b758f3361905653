import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { canaries, echo, leaksIn } from '../../test/fixtures/canaries.fixture.ts';
import { setUpOpenTelemetry } from '../../test/fixtures/opentelemetry.fixture.ts';
import {
  eventStream,
  frames,
  json,
  reset,
  ScriptedServer,
  type SeenRequest,
} from '../../test/fixtures/scripted-server.fixture.ts';
import { testClient } from '../../test/fixtures/test-client.fixture.ts';
import type { KagentiClientOptions } from '../options/client-options.ts';

const { token, word, message, session, ref, name, body } = canaries;
const agent = { namespace: 'team1', name };

type Answer = (
  response: Parameters<typeof json>[0],
  path: string,
  request: Pick<SeenRequest, 'headers' | 'body'>,
) => void;

/** Everything in every place: status line, headers, detail, fields, keys and values. */
function failing(status: number): Answer {
  return response => {
    json(
      response,
      {
        detail:
          status === 422 ? [{ loc: ['body', echo], type: echo, msg: echo, input: echo }] : echo,
      },
      status,
      { 'x-request-id': token, 'x-echo': encodeURIComponent(echo), 'retry-after': '0' },
    );
  };
}

/** A word may stand where no sentence may. */
const echoing: Answer = (response, path, { headers, body: sent }) => {
  const hasWord = `${headers.authorization} ${sent}`.includes(word);
  const items = [{ name: 7, labels: { protocol: [word], [word]: 7 }, [word]: 7 }];
  const answer = path.endsWith('/send')
    ? { content: echo, session_id: word }
    : { items, env: { [word]: 7 }, envVars: [{ [word]: word }] };
  json(response, answer, path.includes('v9') ? 404 : 200, hasWord ? { 'x-request-id': word } : {});
};

const answers: readonly [string, Answer][] = [
  ...[400, 401, 403, 404, 409, 422, 429, 500, 503].map<[string, Answer]>(status => [
    `refuses with ${status}`,
    failing(status),
  ]),
  ...[400, 404, 409, 422].map<[string, Answer]>(status => [
    `refuses with ${status} in one line`,
    response => json(response, { detail: echo.replaceAll(/\s+/g, ' ') }, status),
  ]),
  ['lacks a role', response => json(response, { detail: `Required role(s): ${echo}` }, 403)],
  [
    'copies the agent',
    response => json(response, { detail: `Agent returned error: ${echo}` }, 401),
  ],
  ['redirects', response => json(response, {}, 307, { location: `/${encodeURIComponent(echo)}` })],
  [
    'answers something else',
    response => json(response, { items: [{ name: 7, labels: { [echo]: 7 } }], [echo]: echo }),
  ],
  ['answers with text', response => void response.end(`<p>${echo}`)],
  ['echoes a word of it as an id or a key', echoing],
  ['cuts the connection', response => reset(response)],
  ['breaks HTTP', response => void response.socket?.end(`HTTP/1.1 2OO ${echo}\r\n${echo}\r\n\r\n`)],
  [
    'streams it',
    (response, path) => {
      if (!path.endsWith('/stream')) {
        return json(response, { content: echo, session_id: session, [echo]: echo });
      }
      eventStream(response);
      const event = { type: 'status', state: echo, message: echo, taskId: echo };
      return void response.end(
        frames({ content: echo, session_id: session, event }, { content: echo }, { done: true }),
      );
    },
  ],
  [
    'fails while it streams',
    (response, path) => {
      if (!path.endsWith('/stream')) return json(response, { content: echo });
      eventStream(response);
      return void response.end(frames({ content: echo }, { error: echo }));
    },
  ],
  [
    'streams what is no event',
    response => {
      eventStream(response);
      response.end(`data: ${echo}\n\n`);
    },
  ],
];

/** Every kind of call, each with canaries wherever a caller can put text. */
async function callAll(origin: string, options: Partial<KagentiClientOptions>): Promise<unknown[]> {
  const kagenti = testClient(origin, options);
  const api = kagenti.asUser(ref);
  const { agents, chat, skills } = api;
  const secretBody = { content: body };
  const calls = [
    () => agents.list({ namespace: name }),
    () => agents.get(agent),
    () => agents.delete(agent),
    () => agents.parseEnv(secretBody),
    () => skills.file({ ...agent, filePath: `${name}/x` }),
    () => chat.send({ ...agent, message }),
    () => chat.send({ ...agent, message, sessionId: session }),
    async () => {
      const { session_id: sessionId } = await chat.send({ ...agent, message: word });
      return await chat.stream({ ...agent, message: word, sessionId }).text();
    },
    () => chat.stream({ ...agent, message }).text(),
    () => chat.stream({ ...agent, message, sessionId: session }).text(),
    () => chat.stream({ ...agent, message }, { signal: AbortSignal.timeout(5) }).result(),
    () =>
      api.request('POST', `/api/v9/${encodeURIComponent(name)}?q=${encodeURIComponent(message)}`, {
        body: secretBody,
      }),
    () => api.request('GET', `/api/v1/agents/team1/${encodeURIComponent(name)}`),
    () => kagenti.asService(message).agents.list(),
  ];
  const ended: unknown[] = [];
  for (const call of calls) {
    await Promise.resolve()
      .then(call)
      .then(undefined, (error: unknown) => void ended.push(error));
  }
  await kagenti.close();
  return ended;
}

/** What the message of an error quotes of the server's detail; empty for nothing. */
function quoteOf(error: unknown): string {
  return / Kagenti says: ".*"\.$/s.exec(Object(error).message)?.[0] ?? '';
}

/** Operations among those that are called whose detail repeats no free text. */
const mayQuote = ['agents.delete', 'agents.get', 'agents.list', 'skills.file'];

test.each(answers)(
  'nothing shows of calls to a server that %s [kagenti-observability/Telemetry shows no content]',
  async (what, answer) => {
    const sdk = setUpOpenTelemetry();
    const lines: unknown[] = [];
    const quoted = new Set<string>();
    const line = (...said: unknown[]): void => void lines.push(said);
    await using server = await ScriptedServer.start((response, request) => {
      answer(response, request.path, request);
    });

    const options: Partial<KagentiClientOptions> = {
      tokens: { getToken: async () => token, invalidate: () => true },
      logger: { debug: line, info: line, warn: line },
    };
    const errorsWith = {
      [token]: await callAll(server.origin, options),
      [word]: await callAll(server.origin, {
        ...options,
        validation: 'strict',
        tokens: { getToken: async () => word, invalidate: () => true },
      }),
    };

    const told = await sdk.everything();
    expect(told).toContain('kagenti chat.stream');
    // What a call is about, which a span names.
    const subject = new RegExp(`"(?:kagenti\\.namespace|gen_ai\\.agent\\.name)":"${name}"`, 'g');
    expect(leaksIn(told.replaceAll(subject, ''))).toEqual([]);
    expect(leaksIn(...lines)).toEqual([]);
    for (const [sentToken, errors] of Object.entries(errorsWith)) {
      for (const error of errors) {
        const printed = [inspect(error, { depth: 20 }), String(error), JSON.stringify(error)];
        const quote = quoteOf(error);
        expect(quote).not.toContain(sentToken);
        const rest = printed.map(text =>
          text.replaceAll(quote, '').replaceAll(JSON.stringify(quote).slice(1, -1), ''),
        );
        expect(leaksIn(...rest)).toEqual([]);
        if (quote !== '') quoted.add(Object(error).operation);
      }
    }
    expect([...quoted].toSorted()).toEqual(what.endsWith('in one line') ? mayQuote : []);
  },
);

test('the search for canaries finds them in every spelling [kagenti-observability/Telemetry shows no content]', () => {
  for (const value of Object.values(canaries)) {
    for (const spelling of [
      value,
      encodeURIComponent(value),
      Buffer.from(`x${value}`).toString('base64'),
      JSON.stringify({ value }),
    ]) {
      expect(leaksIn({ deep: [`<${spelling}>`] }).length).toBeGreaterThan(0);
    }
  }
  expect(leaksIn('nothing of them')).toEqual([]);
});
