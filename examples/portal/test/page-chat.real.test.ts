import type { Page } from 'playwright';
import { afterEach, describe, expect, test } from 'vitest';
import { portalPage, say, skipsPage } from './fixtures/portal-page.fixture.ts';

const skips = await skipsPage();

/** The messages of the conversation, as a list. */
const messages = (page: Page) => page.getByRole('list', { name: 'Conversation' });
/** The bodies of the chat messages that a page sends. */
const sentBy = (page: Page) => {
  const sent: { readonly message: string; readonly sessionId?: string }[] = [];
  page.on('request', request => {
    if (request.url().endsWith('/chat')) sent.push(request.postDataJSON());
  });
  return sent;
};

describe.skipIf(skips)('the page of the portal: agents and chat', () => {
  const { portal, open, openChat } = portalPage();
  const kagenti = () => portal().servers.kagenti;
  afterEach(() => {
    kagenti().faults.clear();
    portal().servers.identityProvider.faults.clear();
  });

  test('Portal: a person sees their agents with status and namespace', async () => {
    const jane = await open('Jane');
    await jane.getByRole('link', { name: 'weather-agent' }).waitFor();

    const cards = await jane.getByRole('listitem').allInnerTexts();

    expect(cards).toEqual([expect.stringMatching(/^weather-agent[^]*Ready\s+Namespace team1/)]);
    const bob = await open('Bob');
    await bob.getByRole('link', { name: 'travel-agent' }).waitFor();
    expect(await bob.getByRole('listitem').count()).toBe(3);
  });

  test('Portal: a namespace whose agents cannot be listed is named', async () => {
    kagenti().faults.next({ kind: 'respond', status: 500 }, { operation: 'agents.list' });

    const page = await open('Bob');

    const notice = page.getByText(/The agents of the namespace team[12] could not be listed/);
    await notice.waitFor();
    expect(await page.getByRole('heading', { level: 2 }).count()).toBeGreaterThan(0);
  });

  test('Portal: a reply is shown while it streams [developer-tooling/Page shows a reply while it streams]', async () => {
    const page = await openChat('Jane');
    kagenti().chat.reply([
      { type: 'text', text: 'It will rain ' },
      { delayMs: 1500 },
      { type: 'text', text: 'tomorrow.' },
    ]);

    await say(page, 'Will it rain?');
    await page.getByText('It will rain', { exact: true }).waitFor();
    const isRunning = await page.getByRole('button', { name: 'Stop' }).isVisible();
    await page.getByText('It will rain tomorrow.').first().waitFor();

    expect(isRunning).toBe(true);
    await page.getByRole('button', { name: 'Send' }).waitFor();
    expect(await messages(page).innerText()).toMatch(
      /Will it rain\?[^]*It will rain tomorrow\.\s*$/,
    );
  });

  test('Portal: an agent’s question is answered', async () => {
    const page = await openChat('Jane');
    kagenti().chat.reply([{ type: 'inputRequired', message: 'Which city?' }]);

    await say(page, 'Will it rain?');
    await page.getByRole('alert').getByText('weather-agent asks: Which city?').waitFor();
    await page.getByLabel('Your answer').fill('Brno');
    await page.getByRole('button', { name: 'Answer' }).click();

    await messages(page).getByText('what I heard is: Brno').waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
    await page.getByLabel('Your message').waitFor();
  });

  test('Portal: artifacts are shown by name beside the text', async () => {
    const page = await openChat('Jane');
    kagenti().chat.reply([
      { type: 'text', text: '# Notes\nof today', name: 'notes.md' },
      { type: 'text', text: 'a,b', name: 'table.csv' },
    ]);

    await say(page, 'Write the notes');

    await page.getByRole('figure', { name: 'table.csv' }).waitFor();
    expect(await page.getByRole('figure', { name: 'notes.md' }).innerText()).toMatch(
      /^notes\.md\s+# Notes\nof today$/,
    );
  });

  test('Portal: a reply is stopped, and the next message continues', async () => {
    const page = await openChat('Jane');
    const sent = sentBy(page);
    kagenti().chat.reply([{ type: 'text', text: 'Once upon a time' }], { ending: 'stall' });
    await say(page, 'Tell me a story');
    await page.getByText('Once upon a time').waitFor();

    await page.getByRole('button', { name: 'Stop' }).click();

    await messages(page).getByText('Stopped').waitFor();
    expect(await page.locator('textarea:focus').count()).toBe(1);
    await say(page, 'Go ahead');
    await messages(page).getByText('what I heard is: Go ahead').waitFor();
    expect(sent[1]).toEqual({ message: 'Go ahead', sessionId: expect.any(String) });
  });

  test('Portal: a conversation continues after a reload, until a new one begins [developer-tooling/Page continues a conversation after a reload]', async () => {
    const page = await openChat('Jane');
    const sent = sentBy(page);
    await say(page, 'First');
    await messages(page).getByText('what I heard is: First').waitFor();
    await page.getByRole('button', { name: 'Send' }).waitFor();

    await page.reload();
    await messages(page).getByText('what I heard is: First').waitFor();
    await say(page, 'Second');
    await messages(page).getByText('what I heard is: Second').waitFor();
    await page.getByRole('button', { name: 'New conversation' }).click();
    await messages(page).getByText('Write a message to begin.').waitFor();
    await say(page, 'Third');
    await messages(page).getByText('what I heard is: Third').waitFor();

    expect(sent.map(({ sessionId }) => typeof sessionId)).toEqual([
      'undefined',
      'string',
      'undefined',
    ]);
    expect(await messages(page).innerText()).not.toContain('Second');
  });

  test('Portal: a refusal is explained', async () => {
    const page = await open('Carl');

    const alert = page.getByRole('alert');
    await alert.waitFor();

    expect(await alert.innerText()).toMatch(/^You are not allowed .* Ask an administrator/);
    await page.goto(`${portal().url}/#chat/team1/weather-agent`);
    await say(page, 'Hello');
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').innerText()).toMatch(
      /^You are not allowed to chat with this agent\. Ask your administrator for access\./,
    );
  });

  test('Portal: an outage of Kagenti is explained with the request id, and ends [developer-tooling/Page explains an outage]', async () => {
    const page = await openChat('Jane');
    kagenti().faults.always({ kind: 'respond', status: 503 });
    await say(page, 'Will it rain?');

    const alert = page.getByRole('alert');
    await alert.waitFor();

    expect(await alert.innerText()).toMatch(
      /cannot be reached .* Try again .* Request id: [\w-]+\./,
    );
    kagenti().faults.clear();
    await alert.getByRole('button', { name: 'Try again' }).click();
    await messages(page).getByText('what I heard is: Will it rain?').waitFor();
    expect(await alert.count()).toBe(0);
  });

  test('Portal: an outage of Keycloak is explained', async () => {
    const page = await openChat('Jane');
    const { identityProvider } = portal().servers;
    // Kagenti rejects the token that the portal has, and Keycloak issues no other.
    kagenti().faults.always({ kind: 'respond', status: 401 });
    identityProvider.faults.always({ kind: 'respond', status: 503 });

    await page.getByRole('link', { name: 'Agents' }).click();

    const alert = page.getByRole('alert');
    await alert.waitFor();
    expect(await alert.innerText()).toMatch(/Try again in a few minutes\./);
    kagenti().faults.clear();
    await expect
      .poll(
        async () => {
          await alert
            .getByRole('button', { name: 'Try again' })
            .click({ timeout: 500 })
            .catch(() => undefined);
          return page.getByRole('link', { name: 'weather-agent' }).isVisible();
        },
        { timeout: 15_000 },
      )
      .toBe(true);
  });

  test('Portal: an agent is deleted after a confirmation, by its owner', async () => {
    const page = await open('Bob');
    const remove = page.getByRole('button', { name: 'Delete retired-agent' });
    await remove.click();
    await page.getByRole('button', { name: 'Keep it' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    const isKept = await page.getByRole('link', { name: 'retired-agent' }).isVisible();

    await remove.click();
    await page.getByRole('button', { name: 'Delete it' }).click();

    await page.getByText('retired-agent was deleted.').waitFor();
    expect(isKept).toBe(true);
    expect(await page.getByRole('link', { name: 'retired-agent' }).count()).toBe(0);
    expect(await page.getByRole('button', { name: /^Delete / }).allInnerTexts()).toEqual([
      'Delete travel-agent',
    ]);
  });

  test('Portal: what an agent writes is text, never markup [developer-tooling/Page shows markup of an agent as text]', async () => {
    const page = await openChat('Jane');
    const markup =
      '<img src="x" onerror="document.title=\'attacked\'"><b>bold</b><script>1</script>';
    kagenti().chat.reply([
      { type: 'text', text: markup, name: '<i>name</i>' },
      { type: 'text', text: markup, name: 'other' },
      { type: 'inputRequired', message: markup },
    ]);

    await say(page, '<u>mine</u>');
    await page.getByRole('alert').getByText(markup).waitFor();

    expect(await page.locator('main :is(img, b, i, u, script)').count()).toBe(0);
    expect(await page.title()).toBe('weather-agent · Agent portal');
    expect(await messages(page).innerText()).toContain('<u>mine</u>');
  });

  test('Portal: nothing of a person is left after they sign out during a reply', async () => {
    const page = await openChat('Jane');
    kagenti().chat.reply([{ type: 'text', text: 'Secret of Jane' }], { ending: 'stall' });
    await say(page, 'Tell me');
    await messages(page).getByText('Secret of Jane').waitFor();

    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Bob' }).waitFor();

    expect(await page.evaluate('JSON.stringify(sessionStorage)')).toBe('{}');
  });

  test('Portal: an address that names no agent leads to the agents', async () => {
    const page = await open('Jane');

    await page.goto(`${portal().url}/#chat/..`);

    await expect.poll(() => page.getByRole('link', { name: 'weather-agent' }).count()).toBe(1);
  });
});
