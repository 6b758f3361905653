import { chromium as executablePath, skipsChromium } from '@rhdh-boost/test-support/chromium';
import { type Browser, chromium, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ChatRoute } from '../../test/fixtures/chat-route.fixture.ts';
import { frames, type ScriptedServer } from '../../test/fixtures/scripted-server.fixture.ts';
import { streaming } from '../../test/fixtures/streaming-server.fixture.ts';
import { jane, testClient, weatherAgent } from '../../test/fixtures/test-client.fixture.ts';
import { bundledPage } from '../../test/fixtures/vite-page.fixture.ts';
import { pipeToResponse } from '../chat/pipe-to-response.ts';
import type { KagentiClient } from '../kagenti-client.ts';

const one = { type: 'text', text: 'one ☀' };

describe.skipIf(skipsChromium())('the browser entry, built with Vite, in Chromium', () => {
  let browser: Browser;
  let page: string;
  beforeAll(async () => {
    page = `<!doctype html><title>chat</title><script type="module">${await bundledPage()}</script>`;
    browser = await chromium.launch({ executablePath });
  });
  afterAll(async () => {
    await browser?.close();
  });

  /** A tab with the page, whose route passes on what the agent sends. */
  async function tabOn(kagenti: KagentiClient): Promise<{ tab: Page; route: ChatRoute }> {
    const { chat } = kagenti.asUser(jane);
    const route = await ChatRoute.start(
      response => pipeToResponse(chat.stream({ ...weatherAgent, message: 'hi' }), response),
      page,
    );
    const tab = await browser.newPage();
    await tab.goto(route.origin);
    await tab.waitForFunction('globalThis.read');
    return { tab, route };
  }

  test.each<[string, Promise<ScriptedServer>, readonly object[]]>([
    [
      'comes to its end',
      streaming([frames({ content: 'one ☀' }, { done: true })]),
      [one, { type: 'done' }],
    ],
    [
      'fails',
      streaming([frames({ content: 'one ☀' }, { error: 'Agent error: 403' })]),
      [
        one,
        expect.objectContaining({ type: 'error', code: 'stream', reason: 'agent' }),
        { thrown: { code: 'stream', reason: 'agent' } },
      ],
    ],
  ])(
    'C2: a reply that %s [kagenti-chat-streaming/Page reads a reply to its end]',
    async (_what, starting, expected) => {
      await using server = await starting;
      await using kagenti = testClient(server.origin);
      const { tab, route } = await tabOn(kagenti);

      const seen = await tab.evaluate('read("/chat")');

      expect(seen).toEqual(expected);
      await tab.close();
      await route[Symbol.asyncDispose]();
    },
  );

  test('C2: a connection that is cut [kagenti-chat-streaming/Page notices a reply without its end]', async () => {
    await using server = await streaming([frames({ content: 'one ☀' })], 'stay');
    await using kagenti = testClient(server.origin);
    const { tab, route } = await tabOn(kagenti);
    const reading = tab.evaluate('read("/chat")');
    await expect.poll(() => server.requests.length).toBe(1);
    await new Promise(resolve => setTimeout(resolve, 200));

    route.cutConnections();

    expect(await reading).toEqual([one, { thrown: { code: 'connection' } }]);
    await tab.close();
    await route[Symbol.asyncDispose]();
  });

  test('C2: a path without a route [kagenti-chat-streaming/Page gets the failure of a reply]', async () => {
    await using server = await streaming([]);
    await using kagenti = testClient(server.origin);
    const { tab, route } = await tabOn(kagenti);

    expect(await tab.evaluate('read("/elsewhere")')).toEqual([
      { thrown: { code: 'http', status: 404 } },
    ]);
    await tab.close();
    await route[Symbol.asyncDispose]();
  });

  test('C2: a page that stops reading [kagenti-chat-streaming/Page leaves a reply]', async () => {
    await using server = await streaming([frames({ content: 'one ☀' })], 'stay');
    await using kagenti = testClient(server.origin);
    const { tab, route } = await tabOn(kagenti);

    expect(await tab.evaluate('read("/chat", 1)')).toEqual([one]);

    expect(await server.connectionsClosed()).toBe(true);
    await tab.close();
    await route[Symbol.asyncDispose]();
  });
});
