// The published packages of Boost 0.8, which npm packs here and which nobody installs.
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { KagentiClient } from '@rhdh-boost/kagenti-client';
import { matchOperation, operations } from '@rhdh-boost/kagenti-contract';
import {
  boostBackend,
  findBoostModule,
  skipsBoostModule,
} from '@rhdh-boost/test-support/boost-package';
import { startIdentityProvider, startKagentiBackend } from '@rhdh-boost/testkit';
import { KeycloakTokenManager } from '@rhdh-boost/token-manager';
import { describe, expect, onTestFinished, test } from 'vitest';
import { quotedIn } from './conformance/repository-text.ts';
import { guideText, renameHeadings, rowsBelow } from './from-boost.fixture.ts';

const found = [findBoostModule(), findBoostModule(process.env, boostBackend)];
const isSkipped = found.map(search => skipsBoostModule(search)).includes(true);
const [moduleFolder = '', backendFolder = ''] = found.map(search =>
  'folder' in search ? search.folder : '',
);

/** Code, types and schemas of both packages. */
function publishedText(): string {
  return [moduleFolder, backendFolder]
    .flatMap(folder =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter(file => /\.(cjs\.js|d\.ts|schema\.json)$/.test(file))
        .map(file => readFileSync(join(folder, file), 'utf8')),
    )
    .join('\n');
}

/** How many lines a file of `dist` has, of the module if it has the file and else of the backend. */
function linesOf(file: string): number {
  const folder = /^(provider\/|module$|index$)/.test(file) ? moduleFolder : backendFolder;
  const published = readFileSync(join(folder, 'dist', `${file}.cjs.js`), 'utf8');
  return published.trimEnd().split('\n').length;
}

describe.skipIf(isSkipped)('the guide from Boost 0.8', () => {
  test.each(renameHeadings)(
    'Provider: what "%s" names on the left is in the published packages [developer-tooling/Guide names what Boost 0.8 has]',
    heading => {
      const published = publishedText();
      const named = rowsBelow(heading).flatMap(([theirs = '']) => quotedIn(theirs));

      expect(named).not.toEqual([]);
      expect(named.filter(name => !published.includes(name.replace(/ …$/, '')))).toEqual([]);
    },
  );

  test('Provider: the published files have as many lines as the guide states [developer-tooling/Guide names what Boost 0.8 has]', () => {
    const rows = rowsBelow('## What goes away').map(([file = '', lines]) => ({
      file: quotedIn(file).join(),
      lines: Number(lines),
    }));

    const sum = (folder: string) =>
      rows.reduce((total, { file, lines }) => total + (file.startsWith(folder) ? lines : 0), 0);
    const module = linesOf('module') + linesOf('index') + sum('provider/');
    expect(guideText).toContain(
      `Of the module's ${module} published lines, ${sum('provider/')} go`,
    );
    expect(guideText).toContain(`\`config/\` (${sum('config/')})`);
    expect(rows).toHaveLength(11);
    expect(rows).toEqual(rows.map(({ file }) => ({ file, lines: linesOf(file) })));
  });
});

/** As Boost calls it. */
interface PublishedProvider {
  chat(messages: readonly object[], options?: { userRef: string }): Promise<string>;
  chatStream(messages: readonly object[]): AsyncIterable<object>;
}

/** The module's own classes, with a token if there is a function for one. */
function publishedProvider(
  baseUrl: string,
  log: unknown[] = [],
  getBearerToken?: () => Promise<string>,
): PublishedProvider {
  const load = createRequire(join(moduleFolder, 'dist/provider/x.cjs'));
  const { KagentiProvider } = load('./KagentiProvider.cjs.js');
  const { KagentiApiClient } = load('./KagentiApiClient.cjs.js');
  const note = (line: unknown) => log.push(line);
  const logger = { debug: note, info: note, warn: note, error: note };
  const authClient = { getBearerToken, invalidateToken: () => note('token discarded') };
  const apiClient = new KagentiApiClient({ baseUrl, logger, authClient });
  const connection = { baseUrl, defaultAgent: 'weather-agent' };
  return new KagentiProvider({
    connection,
    logger,
    ...(getBearerToken === undefined ? {} : { apiClient }),
  });
}

const messages = [{ type: 'text', text: 'hi' }];

async function collected(events: AsyncIterable<object>): Promise<object[]> {
  const all: object[] = [];
  for await (const event of events) all.push(event);
  return all;
}

test.skipIf(isSkipped)(
  'Provider: the published module gets 404 where our client gets a reply [developer-tooling/Published module calls paths that Kagenti lacks]',
  async () => {
    await using identityProvider = await startIdentityProvider();
    await using kagenti = await startKagentiBackend({ identityProvider });
    const [account] = identityProvider.clients;
    await using tokens = new KeycloakTokenManager({
      tokenEndpoint: identityProvider.tokenEndpoint,
      clientId: account?.clientId ?? '',
      clientSecret: account?.clientSecret ?? '',
    });
    const { baseUrl } = kagenti;
    const provider = publishedProvider(baseUrl, [], () => tokens.getToken());
    const refusal = 'Kagenti A2A API returned 404';

    await expect(provider.chat(messages)).rejects.toThrow(refusal);
    expect(await collected(provider.chatStream(messages))).toEqual([
      { type: 'error', message: refusal },
    ]);

    const paths = kagenti.requests.map(({ method, path, status }) => [method, path, status]);
    expect(paths).toEqual([
      ['POST', '/a2a/tasks', 404],
      ['POST', '/a2a/tasks/stream', 404],
    ]);
    expect(kagenti.requests.map(({ path }) => matchOperation('POST', path))).toEqual(
      paths.map(() => undefined),
    );
    const elsewhere = operations.filter(({ path }) => !path.startsWith('/api/v1/'));
    expect(elsewhere.map(({ path }) => path)).toEqual(['/health', '/ready']);
    await using client = new KagentiClient({ baseUrl, tokens });
    const { chat } = client.asUser('user:default/jane');
    const agent = { namespace: 'team1', name: 'weather-agent' };
    expect(await chat.stream({ ...agent, message: 'hi' }).text()).not.toBe('');
  },
);

/** A server that answers every request alike, and what it received. */
async function answering(status: number, body: string) {
  const received: { headers: IncomingHttpHeaders; body: string }[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    received.push({ headers: request.headers, body: await text(request) });
    response.writeHead(status).end(body);
  };
  const server = createServer((request, response) => void answer(request, response)).listen(
    0,
    '127.0.0.1',
  );
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return { baseUrl: `http://127.0.0.1:${port}`, received };
}

test.skipIf(isSkipped)('Provider: the published module differs as the guide states', async () => {
  const delta = 'data: {"type":"task.text.delta","delta":"half"}\n\ndata: {private\n\n';
  const cut = await answering(200, delta);
  const log: unknown[] = [];
  const withoutAuth = publishedProvider(cut.baseUrl, log);
  // A cut reply ends as complete, and what cannot be parsed is logged.
  expect(await collected(withoutAuth.chatStream(messages))).toEqual([
    { type: 'text', text: 'half' },
    { type: 'done' },
  ]);
  expect(log).toContain('Failed to parse SSE data: {private');

  // Files are left out, and nobody is named without complete auth.
  const plain = await answering(200, '{}');
  const file = { type: 'file', url: 'https://example.com/secret.pdf' };
  await publishedProvider(plain.baseUrl).chat([file, ...messages], {
    userRef: 'user:default/jane',
  });
  expect(plain.received[0]?.body).not.toContain('secret.pdf');
  expect(plain.received[0]?.headers).not.toHaveProperty('x-backstage-user');

  // Any 401 discards the token.
  const refusing = await answering(401, '{"detail":"of the agent"}');
  const refused = publishedProvider(refusing.baseUrl, log, async () => 'token');
  await expect(refused.chat(messages, { userRef: 'user:default/jane' })).rejects.toThrow('401');
  expect(refusing.received.map(({ headers }) => headers['x-backstage-user'])).toEqual([
    'user:default/jane',
    'user:default/jane',
  ]);
  expect(log).toContain('token discarded');

  // The agent's own text is the error that Boost's route answers with.
  const failing = await answering(200, '{"status":{"state":"failed","message":"db at 10.0.0.7"}}');
  await expect(publishedProvider(failing.baseUrl).chat(messages)).rejects.toThrow('10.0.0.7');
});
