import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright';
import { describe, expect, test } from 'vitest';
import { photograph, portalPage, say, skipsPage } from './fixtures/portal-page.fixture.ts';

const skips = await skipsPage();

const widths = { phone: { width: 360, height: 740 }, desktop: { width: 1280, height: 800 } };
const colorSchemes = ['light', 'dark'] as const;
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** Words that do not fit on a phone. */
const long = `${'averylongword'.repeat(20)} ${'and many short ones '.repeat(60)}`;

describe.skipIf(skips)('the page of the portal: quality', () => {
  const { portal, open, openChat } = portalPage();
  const kagenti = () => portal().servers.kagenti;

  /** What the reader of a state sees: which elements axe finds fault with, and whether something is cut off. */
  async function judge(page: Page): Promise<readonly string[]> {
    const axe = await readFile(createRequire(import.meta.url).resolve('axe-core'), 'utf8');
    // As an expression, which needs no permission of the content security policy.
    await page.evaluate(`${axe};void 0`);
    const { violations }: AxeResults = await page.evaluate(
      `axe.run({ runOnly: ${JSON.stringify(tags)} })`,
    );
    const overflow = await page.evaluate(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    return [
      ...violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`)),
      ...(overflow === 0 ? [] : [`${overflow} px are cut off`]),
    ];
  }

  /** Judges a state as readers with a phone and a desktop see it, light and dark, and with large text. */
  async function judgeEverywhere(page: Page, state: string): Promise<void> {
    for (const [device, viewport] of Object.entries(widths)) {
      await page.setViewportSize(viewport);
      for (const colorScheme of colorSchemes) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        expect(await judge(page), `${state}, ${device}, ${colorScheme}`).toEqual([]);
        await photograph(page, `${state}-${device}-${colorScheme}`);
      }
    }
    // A desktop of 1280 px at 400 % has 320 px (WCAG 1.4.10).
    await page.setViewportSize({ width: 320, height: 400 });
    expect(await judge(page), `${state}, zoomed`).toEqual([]);
    await page.setViewportSize(widths.desktop);
  }

  test('Portal: sign-in, agents and deletion are usable on phone and desktop, light and dark', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Bob' }).waitFor();
    await judgeEverywhere(page, 'sign-in');
    kagenti().faults.next({ kind: 'respond', status: 500 }, { operation: 'agents.list' });
    await page.getByRole('button', { name: 'Bob' }).click();
    await page.getByText('could not be listed').waitFor();
    await judgeEverywhere(page, 'agents-partly');
    await page.reload();
    await page.getByRole('button', { name: 'Delete travel-agent' }).click();
    await judgeEverywhere(page, 'delete');
    await page.keyboard.press('Escape');
    await judgeEverywhere(page, 'agents');
  });

  test('Portal: a conversation is usable on phone and desktop, light and dark', async () => {
    const page = await openChat('Jane');
    await judgeEverywhere(page, 'chat-empty');
    kagenti().chat.reply([
      { type: 'text', text: `Here are the notes: ${long}`, name: 'answer' },
      { type: 'text', text: '# Notes\n\n- one\n- two', name: 'notes.md' },
      { type: 'inputRequired', message: 'May I publish them?' },
    ]);
    await say(page, `Write the notes. ${long}`);
    await page.getByRole('button', { name: 'Answer' }).waitFor();
    await judgeEverywhere(page, 'chat-question');
    kagenti().chat.reply([{ type: 'text', text: 'Publishing' }], { ending: 'stall' });
    await say(page, 'Yes');
    await page.getByText('Publishing').first().waitFor();
    await judgeEverywhere(page, 'chat-replying');
    await page.keyboard.press('Escape');
    kagenti().faults.always({ kind: 'respond', status: 503 });
    await say(page, 'Are you there?');
    await page.getByRole('alert').waitFor();
    kagenti().faults.clear();
    await judgeEverywhere(page, 'chat-outage');
  });

  test('Portal: settings are usable on phone and desktop, light and dark', async () => {
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
    await judgeEverywhere(page, 'setting');
    await page.getByLabel('Filter').fill('');
    await judgeEverywhere(page, 'settings');
  });

  test('Portal: a refusal is usable on phone and desktop, light and dark', async () => {
    const page = await open('Carl');
    await page.getByRole('alert').waitFor();
    await judgeEverywhere(page, 'refusal');
  });

  test('Portal: the keyboard alone does everything', async () => {
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
    expect(await page.locator(':focus').evaluate(({ tagName }) => tagName)).toBe('MAIN');
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

  test('Portal: nothing moves for readers who asked for that', async () => {
    const animations = async (reducedMotion: 'reduce' | 'no-preference') => {
      const page = await open('Bob', { reducedMotion });
      await page.getByRole('button', { name: 'Delete travel-agent' }).click();
      const { length } = Object(await page.evaluate('document.getAnimations()'));
      return length > 0;
    };

    expect([await animations('no-preference'), await animations('reduce')]).toEqual([true, false]);
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
