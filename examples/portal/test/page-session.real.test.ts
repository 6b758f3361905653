import { describe, expect, test } from 'vitest';
import { portalPage, say, skipsPage } from './fixtures/portal-page.fixture.ts';

describe.skipIf(await skipsPage())('the page of the portal: sessions', () => {
  const { portal, open, openChat } = portalPage();
  const kagenti = () => portal().servers.kagenti;

  test('Portal: an expired sign-in is renewed without a word', async () => {
    const page = await openChat('Jane');
    await page.route('**/chat', route => route.fulfill({ status: 401, json: {} }), { times: 1 });

    await say(page, 'Hello');

    await page.getByText('what I heard is: Hello').first().waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  test('Portal: a sign-out forgets the conversation', async () => {
    const page = await openChat('Jane');
    await say(page, 'Keep this from Bob');
    await page.getByText('what I heard is').first().waitFor();

    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Bob' }).waitFor();

    expect(await page.evaluate('JSON.stringify(sessionStorage)')).toBe('{}');
    await page.getByRole('button', { name: 'Bob' }).click();
    await page.getByText('Write a message to begin.').waitFor();
  });

  test('Portal: Enter that ends the input of a character sends nothing', async () => {
    const page = await openChat('Jane');
    await page.getByRole('textbox').fill('にほん');

    await page.evaluate(`document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {
      key: 'Enter', isComposing: true, bubbles: true, cancelable: true,
    }))`);

    expect(await page.getByRole('textbox').inputValue()).toBe('にほん');
    await page.getByText('Write a message to begin.').waitFor();
  });

  test('Portal: whoever leaves a conversation stops the reply', async () => {
    const page = await openChat('Jane');
    kagenti().chat.reply([{ type: 'text', text: 'Once' }], { ending: 'stall' });
    await say(page, 'Tell a story');
    await page.getByText('Once').first().waitFor();

    const cancelled = page.waitForEvent('requestfailed', request =>
      request.url().endsWith('/chat'),
    );
    await page.getByRole('link', { name: 'Agents' }).click();

    expect((await cancelled).failure()?.errorText).toBe('net::ERR_ABORTED');
  });

  test('Portal: a list that fails is explained with the request id', async () => {
    const page = await open();
    kagenti().faults.always({ kind: 'respond', status: 503 }, { operation: 'agents.list' });

    await page.getByRole('button', { name: 'Jane' }).click();

    const alert = await page.getByRole('alert').innerText();
    kagenti().faults.clear();
    expect(alert).toMatch(/Request id: [\w-]{36}\./);
  });
});
