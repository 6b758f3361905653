import { describe, expect, test } from 'vitest';
import { faultsOf } from './fixtures/page-faults.fixture.ts';
import { portalPage, say, skipsPage } from './fixtures/portal-page.fixture.ts';

const skips = await skipsPage();

/** Words that do not fit on a phone. */
const long = `${'averylongword'.repeat(20)} ${'and many short ones '.repeat(60)}`;

describe.skipIf(skips)('the page of the portal: quality', () => {
  const { portal, open, openChat } = portalPage();
  const kagenti = () => portal().servers.kagenti;

  test('Portal: sign-in, agents and deletion are usable on phone and desktop, light and dark [developer-tooling/Page meets WCAG 2.2 AA]', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Bob' }).waitFor();
    expect(await faultsOf(page, 'sign-in')).toEqual([]);
    kagenti().faults.next({ kind: 'respond', status: 500 }, { operation: 'agents.list' });
    await page.getByRole('button', { name: 'Bob' }).click();
    await page.getByText('could not be listed').waitFor();
    expect(await faultsOf(page, 'agents-partly')).toEqual([]);
    await page.reload();
    await page.getByRole('button', { name: 'Delete travel-agent' }).click();
    expect(await faultsOf(page, 'delete')).toEqual([]);
    await page.keyboard.press('Escape');
    expect(await faultsOf(page, 'agents')).toEqual([]);
  });

  test('Portal: a conversation is usable on phone and desktop, light and dark [developer-tooling/Page meets WCAG 2.2 AA]', async () => {
    const page = await openChat('Jane');
    expect(await faultsOf(page, 'chat-empty')).toEqual([]);
    kagenti().chat.reply([
      { type: 'text', text: `Here are the notes: ${long}`, name: 'answer' },
      { type: 'text', text: '# Notes\n\n- one\n- two', name: 'notes.md' },
      { type: 'inputRequired', message: 'May I publish them?' },
    ]);
    await say(page, `Write the notes. ${long}`);
    await page.getByRole('button', { name: 'Answer' }).waitFor();
    expect(await faultsOf(page, 'chat-question')).toEqual([]);
    kagenti().chat.reply([{ type: 'text', text: 'Publishing' }], { ending: 'stall' });
    await say(page, 'Yes');
    await page.getByText('Publishing').first().waitFor();
    expect(await faultsOf(page, 'chat-replying')).toEqual([]);
    await page.keyboard.press('Escape');
    kagenti().faults.always({ kind: 'respond', status: 503 });
    await say(page, 'Are you there?');
    await page.getByRole('alert').waitFor();
    kagenti().faults.clear();
    expect(await faultsOf(page, 'chat-outage')).toEqual([]);
  });

  test('Portal: settings are usable on phone and desktop, light and dark [developer-tooling/Page meets WCAG 2.2 AA]', async () => {
    const page = await open('Ada');
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByText('Change boost.model.baseUrl').click();
    await page.getByLabel('New value').fill('https://models.example.com/v1');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('The setting was changed.').waitFor();
    await page.getByLabel('New value').fill('no-address');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.locator('[aria-invalid=true]').waitFor();
    await page.getByLabel('Filter').fill('boost.model');
    expect(await faultsOf(page, 'setting')).toEqual([]);
    await page.getByLabel('Filter').fill('');
    expect(await faultsOf(page, 'settings')).toEqual([]);
  });

  test('Portal: a refusal is usable on phone and desktop, light and dark [developer-tooling/Page meets WCAG 2.2 AA]', async () => {
    const page = await open('Carl');
    await page.getByRole('alert').waitFor();
    expect(await faultsOf(page, 'refusal')).toEqual([]);
  });

  test('Portal: the keyboard alone does everything [developer-tooling/Keyboard alone operates the page]', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Bob' }).waitFor();
    /** Presses Tab until the element with this text or label has the focus, which must be visible. */
    const tabTo = async (name: string) => {
      for (let presses = 0; presses < 120; presses += 1) {
        await page.keyboard.press('Tab');
        const { label, outline } = Object(
          await page.evaluate(`({
            label: document.activeElement.labels?.[0]?.textContent ?? document.activeElement.textContent,
            outline: getComputedStyle(document.activeElement).outlineStyle,
          })`),
        );
        if (!label.includes(name) || label.length > 100) continue;
        expect(outline).toBe('solid');
        return;
      }
      throw new Error(`Tab does not lead to ${name}`);
    };
    const focus = () => page.locator(':focus').innerText();

    await page.keyboard.press('Tab');
    expect(await focus()).toBe('Skip to the content');
    await page.keyboard.press('Enter');
    expect(await page.locator('main:focus').count()).toBe(1);
    await tabTo('Bob');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'weather-agent' }).waitFor();
    expect(await focus()).toBe('Agents');
    await tabTo('Delete travel-agent');
    await page.keyboard.press('Enter');
    expect(await focus()).toBe('Keep it');
    await page.keyboard.press('Escape');
    expect(await focus()).toBe('Delete travel-agent');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'travel-agent' }).waitFor();
    expect(await focus()).toBe('travel-agent');
    await tabTo('Your message');
    kagenti().chat.reply([{ type: 'text', text: 'Once' }], { ending: 'stall' });
    await page.keyboard.type('Tell');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('a story');
    await page.keyboard.press('Enter');
    await page.getByText('Once').first().waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('Stopped').waitFor();
    expect(await page.getByText('Tell\na story').count()).toBe(1);
    await page.getByRole('textbox').blur();
    await tabTo('New conversation');
    await page.keyboard.press('Enter');
    await page.getByText('Write a message to begin.').waitFor();
    await tabTo('Sign out');
    await page.keyboard.press('Enter');
    // The page is loaded again.
    await page.getByRole('button', { name: 'Ada' }).waitFor();
    await tabTo('Ada');
    await page.keyboard.press('Enter');
    await tabTo('Settings');
    await page.keyboard.press('Enter');
    await page.getByText('Change boost.model.name').waitFor();
    await tabTo('Change boost.model.name');
    await page.keyboard.press('Enter');
    await tabTo('New value');
    await page.keyboard.type('granite');
    await tabTo('Save');
    await page.keyboard.press('Enter');
    await page.getByText('The setting was changed.').waitFor();
    expect(await focus()).toBe('The setting was changed.');
    await tabTo('Reset to the default');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Reset to' }).waitFor({ state: 'hidden' });
  });

  test('Portal: a screen reader hears a reply once, when it is over', async () => {
    const page = await openChat('Jane');
    await page.evaluate(`
      globalThis.heard = [];
      const region = document.querySelector('main > [role=status]');
      const listen = () => heard.push(region.textContent);
      new MutationObserver(listen).observe(region, { subtree: true, childList: true, characterData: true });
    `);

    await say(page, 'Hello');
    await page.getByRole('button', { name: 'Send' }).waitFor();
    await page.getByText('what I heard is: Hello').first().waitFor();

    expect(new Set(Object(await page.evaluate('heard')))).toEqual(
      new Set([
        'weather-agent is replying',
        expect.stringMatching(/^This is .* what I heard is: Hello$/),
      ]),
    );
    expect(await page.getByRole('list', { name: 'Conversation' }).getAttribute('aria-live')).toBe(
      null,
    );
  });

  const movesWith = async (reducedMotion: 'reduce' | 'no-preference') => {
    const page = await open('Bob', { reducedMotion });
    await page.getByRole('button', { name: 'Delete travel-agent' }).click();
    return page.evaluate('document.getAnimations().length > 0');
  };

  test('Portal: nothing moves for readers who asked for that', async () => {
    expect([await movesWith('no-preference'), await movesWith('reduce')]).toEqual([true, false]);
  });

  test('Portal: the content security policy stays on, and the page needs no exception', async () => {
    const page = await open();
    const refused: string[] = [];
    page.on('console', message => {
      if (message.type() === 'error') refused.push(message.text());
    });
    // Stricter than Backstage's own, which allows inline styles.
    await page.route(`${portal().url}/`, async route => {
      const response = await route.fetch();
      const policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:";
      await route.fulfill({
        response,
        headers: { ...response.headers(), 'content-security-policy': policy },
      });
    });
    await page.reload();
    await page.getByRole('button', { name: 'Jane' }).click();
    await page.getByRole('link', { name: 'weather-agent' }).click();
    await say(page, 'Hello');
    await page.getByText('what I heard is: Hello').first().waitFor();

    const { headers } = await fetch(portal().url);
    expect(headers.get('content-security-policy')).toMatch(/script-src 'self'(;|$)/);
    expect(refused).toEqual([]);
  });
});
