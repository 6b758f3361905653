import { chromium as executablePath, skipsChromium } from '@rhdh-boost/test-support/chromium';
import { type Browser, chromium, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { ChatRoute } from '../../test/fixtures/chat-route.fixture.ts';
import { frames, type ScriptedServer } from '../../test/fixtures/scripted-server.fixture.ts';
import { streaming } from '../../test/fixtures/streaming-server.fixture.ts';
import { jane, testClient, weatherAgent } from '../../test/fixtures/test-client.fixture.ts';
import { bundledPage } from '../../test/fixtures/vite-page.fixture.ts';
import { sendReply } from '../chat/pipe-to-response.ts';

/** What the page does when it is loaded. */
const createConversation = `globalThis.chat = new browser.Conversation({
  send: (message, signal) => fetch('/chat', { signal }),
  storage: sessionStorage,
  key: 'chat',
});`;

const snapshotOf = (tab: Page): Promise<unknown> => tab.evaluate('chat.snapshot');
const text = 'It is <b>sunny</b> ☀';
const sunny = frames({ session_id: 'ctx-1', content: text });

describe.skipIf(skipsChromium())('a conversation, built with Vite, in Chromium', () => {
  let browser: Browser;
  let script: string;
  beforeAll(async () => {
    script = `${await bundledPage()};${createConversation}`;
    browser = await chromium.launch({ executablePath });
  });
  afterAll(async () => {
    await browser?.close();
  });

  /** A tab with a conversation whose agent is the server. */
  async function tabOn(server: ScriptedServer): Promise<Page> {
    const kagenti = testClient(server.origin);
    const { chat } = kagenti.asUser(jane);
    const page = `<!doctype html><title>chat</title><script type="module">${script}</script>`;
    const route = await ChatRoute.start(
      response => sendReply(chat.stream({ ...weatherAgent, message: 'hi' }), response),
      page,
    );
    const tab = await browser.newPage();
    onTestFinished(async () => {
      await tab.close();
      await route[Symbol.asyncDispose]();
      await kagenti.close();
      await server.stop();
    });
    await tab.goto(route.origin);
    await tab.waitForFunction('globalThis.chat');
    return tab;
  }

  test('Portal: a reload while a reply runs keeps what has arrived [kagenti-chat-streaming/Conversation survives a reload]', async () => {
    const server = await streaming([sunny], 'stay');
    const tab = await tabOn(server);
    await tab.evaluate('void chat.say("Will it rain?")');
    await tab.waitForFunction('sessionStorage.chat.includes("sunny")');

    await tab.reload();
    await tab.waitForFunction('globalThis.chat');

    expect(await snapshotOf(tab)).toEqual({
      messages: [
        { from: 'user', parts: [expect.anything()], text: 'Will it rain?' },
        { from: 'agent', parts: [{ type: 'text', text }], text, ended: 'stopped' },
      ],
      isReplying: false,
      sessionId: expect.stringContaining('ctx-1.'),
    });
    expect(await server.connectionsClosed()).toBe(true);
  });

  test('Portal: stop ends the call to Kagenti [kagenti-chat-streaming/Page stops a reply]', async () => {
    const server = await streaming([sunny], 'stay');
    const tab = await tabOn(server);
    await tab.evaluate('globalThis.saying = chat.say("hi"), undefined');
    await tab.waitForFunction('chat.snapshot.messages[1].text !== ""');

    await tab.evaluate('chat.stop(), saying');

    expect(await snapshotOf(tab)).toMatchObject({ messages: [{}, { text, ended: 'stopped' }] });
    expect(await server.connectionsClosed()).toBe(true);
  });

  test('Fault: a storage that is full to the last character', async () => {
    const server = await streaming([sunny + frames({ done: true })]);
    const tab = await tabOn(server);
    await tab.evaluate(`for (let size = 2 ** 22, count = 0; size >= 1; count += 1) {
      try { sessionStorage['full' + count] = 'x'.repeat(size); } catch { size /= 2; }
    }`);

    await tab.evaluate('chat.say("hi")');

    expect(await snapshotOf(tab)).toMatchObject({ messages: [{}, { text, ended: 'done' }] });
    expect(await tab.evaluate('sessionStorage.chat')).toBeUndefined();
  });

  test('Fault: an error of a listener is an error of the page, and the reply arrives', async () => {
    const server = await streaming([sunny + frames({ done: true })]);
    const tab = await tabOn(server);
    const errors: string[] = [];
    tab.on('pageerror', ({ message }) => errors.push(message));

    await tab.evaluate('chat.subscribe(() => { throw new Error("of the page") }), chat.say("hi")');

    expect(await snapshotOf(tab)).toMatchObject({ messages: [{}, { text, ended: 'done' }] });
    expect(new Set(errors)).toEqual(new Set(['of the page']));
  });
});
