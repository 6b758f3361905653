// The published packages of Boost 0.8, which npm packs here and which nobody installs.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { matchOperation } from '@rhdh-boost/kagenti-contract';
import { KagentiClient } from '@rhdh-boost/kagenti-client';
import { startIdentityProvider, startKagentiBackend } from '@rhdh-boost/testkit';
import { KeycloakTokenManager } from '@rhdh-boost/token-manager';
import { describe, expect, test } from 'vitest';
import {
  boostBackend,
  findBoostModule,
  skipsBoostModule,
} from '../../packages/config-schema/test/artefacts/boost-module.fixture.ts';
import { quotedIn } from './conformance/repository-text.ts';
import { renameHeadings, rowsBelow } from './from-boost.fixture.ts';

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

describe.skipIf(isSkipped)('the guide from Boost 0.8', () => {
  test.each(renameHeadings)(
    'Provider: what "%s" names on the left is in the published packages [developer-tooling/Guide names what Boost 0.8 has]',
    heading => {
      const text = publishedText();
      const named = rowsBelow(heading).flatMap(([theirs = '']) => quotedIn(theirs));

      expect(named).not.toEqual([]);
      expect(named.filter(name => !text.includes(name.replace(/ …$/, '')))).toEqual([]);
    },
  );

  test('Provider: the published files have as many lines as the guide states [developer-tooling/Guide names what Boost 0.8 has]', () => {
    const rows = rowsBelow('## What goes away').map(([file = '', lines]) => ({
      file: quotedIn(file).join(),
      lines: Number(lines),
    }));
    const linesOf = (file: string) => {
      const folder = file.startsWith('provider/') || file === 'module' ? moduleFolder : backendFolder;
      return readFileSync(join(folder, 'dist', `${file}.cjs.js`), 'utf8').trimEnd().split('\n').length;
    };

    expect(rows).toHaveLength(11);
    expect(rows).toEqual(rows.map(({ file }) => ({ file, lines: linesOf(file) })));
  });
});

/** As the published module calls it. */
interface PublishedProvider {
  chat(messages: readonly object[]): Promise<string>;
  chatStream(messages: readonly object[]): AsyncIterable<object>;
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
    const load = createRequire(join(moduleFolder, 'dist/provider/x.cjs'));
    const { KagentiProvider } = load('./KagentiProvider.cjs.js');
    const { KagentiApiClient } = load('./KagentiApiClient.cjs.js');
    const silent = { debug() {}, info() {}, warn() {}, error() {} };
    const { baseUrl } = kagenti;
    const authClient = { getBearerToken: () => tokens.getToken(), invalidateToken() {} };
    const provider: PublishedProvider = new KagentiProvider({
      connection: { baseUrl, defaultAgent: 'weather-agent' },
      logger: silent,
      apiClient: new KagentiApiClient({ baseUrl, logger: silent, authClient }),
    });
    const messages = [{ type: 'text', text: 'hi' }];
    const refusal = 'Kagenti A2A API returned 404';

    await expect(provider.chat(messages)).rejects.toThrow(refusal);
    expect(await Array.fromAsync(provider.chatStream(messages))).toEqual([
      { type: 'error', message: refusal },
    ]);

    const paths = kagenti.requests.map(({ method, path, status }) => [method, path, status]);
    expect(paths).toEqual([
      ['POST', '/a2a/tasks', 404],
      ['POST', '/a2a/tasks/stream', 404],
    ]);
    expect(kagenti.requests.map(({ path }) => matchOperation('POST', path))).toEqual([
      undefined,
      undefined,
    ]);
    await using client = new KagentiClient({ baseUrl, tokens });
    const { chat } = client.asUser('user:default/jane');
    const agent = { namespace: 'team1', name: 'weather-agent' };
    expect(await chat.stream({ ...agent, message: 'hi' }).text()).not.toBe('');
  },
);
