// The test of chat-plugin.ts, which docs/test-your-plugin.md explains. Copy it as a `*.test.ts` file of your plugin.
// #region imports
import { mockCredentials, mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { readReply } from '@rhdh-boost/kagenti-client/browser';
import { startTestServers } from '@rhdh-boost/testkit';
import { describe, expect, onTestFinished, test } from 'vitest';
// #endregion
import { chatPlugin } from './chat-plugin.ts';

// #region start
/** Starts the test servers, and a Backstage backend with the plugin and one answer to every permission question. */
async function startPlugin(result: 'ALLOW' | 'DENY' = AuthorizeResult.ALLOW) {
  const servers = await startTestServers();
  const { server } = await startTestBackend({
    features: [
      chatPlugin,
      mockServices.rootConfig.factory({ data: servers.appConfig }),
      mockServices.permissions.factory({ result }),
    ],
  });
  onTestFinished(async () => {
    await server.stop();
    await servers.stop();
  });
  const ask = (message: string, sessionId?: string) =>
    fetch(`http://127.0.0.1:${server.port()}/api/chat/agents/team1/weather-agent`, {
      method: 'POST',
      headers: {
        authorization: mockCredentials.user.header('user:default/jane'),
        'content-type': 'application/json',
      },
      body: JSON.stringify({ message, sessionId }),
    });
  return { kagenti: servers.kagenti, ask };
}
// #endregion

// #region events
/** The events of a reply. */
async function eventsOf(response: Promise<Response>) {
  const events: Record<string, unknown>[] = [];
  for await (const event of readReply(response)) events.push({ ...event });
  return events;
}
// #endregion

describe('the chat plugin', () => {
  test('C5: passes the reply on, for the user who asked [developer-tooling/Plugin is tested with the test kit]', async () => {
    // #region reply
    const { kagenti, ask } = await startPlugin();
    kagenti.chat.reply([{ type: 'text', text: 'It will rain.' }]);

    const events = await eventsOf(ask('Will it rain?'));

    expect(events).toContainEqual(expect.objectContaining({ type: 'text', text: 'It will rain.' }));
    expect(events.at(-1)).toMatchObject({ type: 'done' });
    expect(kagenti.requests).toMatchObject([
      { operation: 'chat.stream', user: 'user:default/jane', status: 200 },
    ]);
    // #endregion
  });

  test('C5: reports an agent that breaks off [developer-tooling/Plugin is tested with the test kit]', async () => {
    const { kagenti, ask } = await startPlugin();
    kagenti.chat.reply([{ type: 'text', text: 'It will' }], { ending: 'cut' });

    await expect(eventsOf(ask('Will it rain?'))).rejects.toMatchObject({
      code: 'stream',
      reason: 'truncated',
    });
  });

  test('C5: sends nothing for a user without permission [developer-tooling/Plugin is tested with the test kit]', async () => {
    const { kagenti, ask } = await startPlugin(AuthorizeResult.DENY);

    await expect(eventsOf(ask('Will it rain?'))).rejects.toMatchObject({
      status: 403,
      code: 'permission',
    });

    expect(kagenti.requests).toEqual([]);
  });
});
