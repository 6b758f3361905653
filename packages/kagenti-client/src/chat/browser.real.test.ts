import { setTimeout as sleep } from 'node:timers/promises';
import { chromium as executablePath, skipsChromium } from '@rhdh-boost/test-support/chromium';
import { type Browser, chromium, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ChatRoute } from '../../test/fixtures/chat-route.fixture.ts';
import {
  eventStream,
  frames,
  ScriptedServer,
} from '../../test/fixtures/scripted-server.fixture.ts';
import { streaming } from '../../test/fixtures/streaming-server.fixture.ts';
import { jane, testClient, weatherAgent } from '../../test/fixtures/test-client.fixture.ts';
import type { KagentiClient } from '../kagenti-client.ts';
import { pipeToResponse } from './pipe-to-response.ts';

/** Reads the reply as a page does that has no library, and ends it when the reply has ended. */
const page = `<!doctype html><title>chat</title><script>
  const seen = [];
  const source = new EventSource('/chat');
  source.onopen = () => seen.push('open');
  source.onmessage = ({ data }) => {
    const event = JSON.parse(data);
    seen.push(event.type === 'text' ? event.text : event.type === 'error' ? event : event.type);
    if (event.type === 'done' || event.type === 'error') source.close();
  };
</script>`;

/** What the page has seen, once it is that much. */
async function seen(tab: Page, count: number): Promise<unknown> {
  await tab.waitForFunction(`seen.length >= ${count}`);
  return await tab.evaluate('seen');
}

/** An agent that has no end of words. */
function talking(): Promise<ScriptedServer> {
  return ScriptedServer.start(async response => {
    eventStream(response);
    while (!response.destroyed) {
      response.write(frames({ content: 'word ' }));
      await sleep(5);
    }
  });
}

function routeTo(kagenti: KagentiClient): Promise<ChatRoute> {
  const { chat } = kagenti.asUser(jane);
  return ChatRoute.start(
    response =>
      pipeToResponse(chat.stream({ ...weatherAgent, message: 'hi' }), response, {
        heartbeatMs: 100,
      }),
    page,
  );
}

describe.skipIf(skipsChromium())('a reply in Chromium', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath });
  });
  afterAll(async () => {
    await browser?.close();
  });

  test('events one by one, comments in between, then the end [kagenti-chat-streaming/Express route passes a reply on]', async () => {
    const goOn: (() => void)[] = [];
    await using server = await ScriptedServer.start(async response => {
      eventStream(response);
      for (const frame of [{ content: 'one ☀' }, { content: 'two' }, { done: true }]) {
        await new Promise<void>(resolve => goOn.push(resolve));
        response.write(frames(frame));
      }
      response.end();
    });
    await using kagenti = testClient(server.origin);
    await using route = await routeTo(kagenti);
    const tab = await browser.newPage();
    await tab.goto(route.origin);

    expect(await seen(tab, 1)).toEqual(['open']);
    await sleep(300);
    goOn[0]?.();
    expect(await seen(tab, 2)).toEqual(['open', 'one ☀']);
    await sleep(300);
    goOn[1]?.();
    expect(await seen(tab, 3)).toEqual(['open', 'one ☀', 'two']);
    goOn[2]?.();
    expect(await seen(tab, 4)).toEqual(['open', 'one ☀', 'two', 'done']);
    await tab.close();
  });

  test('a connection that breaks [kagenti-chat-streaming/Reply as server-sent events]', async () => {
    await using server = await streaming([frames({ content: 'one' })], 'stay');
    await using kagenti = testClient(server.origin);
    await using route = await routeTo(kagenti);
    const tab = await browser.newPage();
    await tab.goto(route.origin);
    expect(await seen(tab, 2)).toEqual(['open', 'one']);

    route.cutConnections();

    expect(await server.connectionsClosed()).toBe(true);
    // Left to itself, EventSource comes back after three seconds.
    await sleep(5_000);
    expect([await tab.evaluate('source.readyState'), server.requests.length]).toEqual([0, 1]);
    await tab.close();
  });

  test('the kind of a failure [kagenti-chat-streaming/Browser gets the kind of a failure]', async () => {
    await using server = await streaming([frames({ error: 'Agent error: 403' })]);
    await using kagenti = testClient(server.origin);
    await using route = await routeTo(kagenti);
    const tab = await browser.newPage();
    await tab.goto(route.origin);

    expect(await seen(tab, 2)).toEqual([
      'open',
      expect.objectContaining({ type: 'error', code: 'stream', reason: 'agent' }),
    ]);
    await tab.close();
  });

  const leavings: readonly [string, (tab: Page) => Promise<unknown>][] = [
    ['goes to another page', tab => tab.goto('about:blank')],
    ['closes the tab', tab => tab.close()],
    ['ends the stream', tab => tab.evaluate('source.close()')],
  ];
  const agents: readonly [string, () => Promise<ScriptedServer>][] = [
    ['is silent', () => streaming([frames({ content: 'one' })], 'stay')],
    ['sends word after word', talking],
  ];
  for (const [what, leave] of leavings) {
    for (const [agent, start] of agents) {
      test(`the user ${what} while the agent ${agent} [kagenti-chat-streaming/Browser that leaves ends the call]`, async () => {
        await using server = await start();
        await using kagenti = testClient(server.origin);
        await using route = await routeTo(kagenti);
        const tab = await browser.newPage();
        await tab.goto(route.origin);
        await tab.waitForFunction('seen.length >= 2');
        expect(server.openConnections).toBe(1);

        await leave(tab);

        expect(await server.connectionsClosed()).toBe(true);
        expect(route.settled).toEqual([{ ended: 'left' }]);
        if (!tab.isClosed()) await tab.close();
      });
    }
  }
});
