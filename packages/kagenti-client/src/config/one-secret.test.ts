import { createHash, hkdfSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { json, ScriptedServer } from '../../test/fixtures/scripted-server.fixture.ts';
import {
  jane,
  NumberedTokens,
  rejection,
  testClient,
  weatherAgent,
} from '../../test/fixtures/test-client.fixture.ts';
import { createKagentiClient } from './index.ts';

const encryptionSecret = 'one secret, from which several keys are derived';
const message = { ...weatherAgent, message: 'hi' };

/** Everything else that is, or was, made of `boost.encryptionSecret`, from the primitives. */
const otherKeys: readonly [string, Uint8Array][] = [
  [
    'shared tokens',
    new Uint8Array(hkdfSync('sha256', encryptionSecret, '', 'token-manager store value v1', 32)),
  ],
  [
    'stored values',
    new Uint8Array(hkdfSync('sha256', encryptionSecret, '', 'boost_admin_config value v1', 32)),
  ],
  ['values that Boost stored up to 0.8', createHash('sha256').update(encryptionSecret).digest()],
  [
    'the chat sessions of an earlier version',
    new Uint8Array(
      hkdfSync('sha256', encryptionSecret, '', 'rhdh-boost/kagenti-client/chat-sessions/1', 32),
    ),
  ],
  ['no purpose', new Uint8Array(hkdfSync('sha256', encryptionSecret, '', '', 32))],
  ['the secret itself', Buffer.from(encryptionSecret)],
];

test.each(otherKeys)(
  'the key for %s continues no chat session [kagenti-api/Session key comes from the encryption secret]',
  async (_purpose, key) => {
    await using server = await ScriptedServer.start(response => {
      json(response, { content: 'Hello', session_id: 'session-1' });
    });
    const config = {
      boost: {
        security: { mode: 'full' },
        encryptionSecret,
        providers: { kagenti: { baseUrl: server.origin } },
      },
    };
    await using kagenti = createKagentiClient(config, { tokens: new NumberedTokens() });
    await using other = testClient(server.origin, { sessions: { key } });
    const bound = await kagenti.asUser(jane).chat.send(message);
    const made = await other.asUser(jane).chat.send(message);
    const sentBefore = server.requests.length;

    const refused = [
      other.asUser(jane).chat.send({ ...message, sessionId: bound.session_id }),
      kagenti.asUser(jane).chat.send({ ...message, sessionId: made.session_id }),
    ];

    for (const call of refused) {
      expect(await rejection(call)).toMatchObject({ code: 'session_refused' });
    }
    expect(server.requests).toHaveLength(sentBefore);
  },
);
