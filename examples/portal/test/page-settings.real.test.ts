import type { Page } from 'playwright';
import { describe, expect, test } from 'vitest';
import { portalPage, skipsPage } from './fixtures/portal-page.fixture.ts';

const skips = await skipsPage();

/** Opens the form of a setting. */
async function openForm(page: Page, key: string) {
  const card = page
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name: key, exact: true }) });
  await card.getByText(`Change ${key}`).click();
  const field = card.getByLabel('New value');
  const save = card.getByRole('button', { name: 'Save' });
  const facts = card.locator('.facts').first();
  const history = card.getByRole('listitem');
  const change = async (value: string) => {
    await field.fill(value);
    await save.click();
  };
  return { card, field, save, facts, history, change };
}

describe.skipIf(skips)('the page of the portal: settings', () => {
  const { portal, open } = portalPage();

  /** The settings as an administrator sees them, and one of them opened. */
  async function openSetting(key: string) {
    const page = await open('Ada');
    await page.getByRole('link', { name: 'Settings' }).click();
    return { page, ...(await openForm(page, key)) };
  }

  /** Changes a setting as another administrator's page does. */
  const changeElsewhere = (key: string, value: unknown) =>
    portal().send('ada', '/api/boost-config/settings', {
      method: 'PATCH',
      body: { changes: [{ key, value }] },
    });

  test('Portal: an administrator sees each setting with value and source', async () => {
    const { page, facts } = await openSetting('boost.features.agentCreation');
    const card = (key: string) =>
      page
        .getByRole('listitem')
        .filter({ has: page.getByRole('heading', { name: key, exact: true }) });

    expect(await facts.innerText()).toMatch(/Default$/);
    expect(await card('boost.security.mode').innerText()).toMatch(
      /full\s+app-config\s+It is set in app-config/,
    );
    await page.getByLabel('Filter').fill('systemprompt');
    await page.getByText(/^1 of \d+ settings$/).waitFor();
  });

  test('Portal: an administrator changes a text, and sees who changed it and when', async () => {
    const { page, facts, change, card } = await openSetting('boost.model.name');

    await change('granite-4');

    await card.getByText('The setting was changed.').waitFor();
    expect(await facts.innerText()).toMatch(/^granite-4\s+Override\s+user:default\/ada, .*20\d\d/);
    await page.reload();
    await page.getByText('granite-4').waitFor();
  });

  test('Portal: a choice and a switch are chosen from a list', async () => {
    const { page, card, field, save, facts } = await openSetting('boost.features.agentCreation');
    await field.selectOption('true');
    await save.click();
    await card.getByText('The setting was changed.').waitFor();

    expect(await facts.innerText()).toMatch(/^true\s+Override/);
    const mode = await openForm(page, 'boost.agentApproval.mode');
    expect(await mode.field.getByRole('option').allInnerTexts()).toEqual([
      'Choose …',
      'built-in',
      'sonataflow',
    ]);
  });

  test('Portal: a number is sent as a number', async () => {
    const page = await open('Ada');
    // Boost has no number that can be changed here, as other modules have.
    await page.route('**/api/boost-config/settings', async route => {
      if (route.request().method() !== 'GET') return route.continue();
      const { items } = await (await route.fetch()).json();
      const changed = items.find((item: { key: string }) => item.key === 'boost.model.name');
      changed.schema = { type: 'integer' };
      return route.fulfill({ json: { items } });
    });
    await page.getByRole('link', { name: 'Settings' }).click();
    const { field, change } = await openForm(page, 'boost.model.name');
    const sent = page.waitForRequest(request => request.method() === 'PATCH');

    await change('42');

    expect((await sent).postDataJSON()).toMatchObject({ changes: [{ value: 42 }] });
    expect(await field.getAttribute('type')).toBe('number');
  });

  test('Portal: a wrong value is explained beside its field', async () => {
    const { card, field, change } = await openSetting('boost.model.baseUrl');

    await change('no-address');

    const problem = card.getByRole('alert').filter({ hasText: 'boost.model.baseUrl' });
    await problem.waitFor();
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    expect(await field.getAttribute('aria-describedby')).toBe(await problem.getAttribute('id'));
    expect(await field.inputValue()).toBe('no-address');
    expect(await card.locator('textarea:focus').count()).toBe(1);
  });

  test('Portal: a conflict is explained with the current value, and can be decided [developer-tooling/Page lets an administrator decide a conflict]', async () => {
    const { card, facts, save, change } = await openSetting('boost.model.name');
    await changeElsewhere('boost.model.name', 'of-another');

    await change('mine');

    const problem = card.getByRole('alert').filter({ hasText: 'changed this setting meanwhile' });
    await problem.waitFor();
    expect(await problem.innerText()).toContain('The value is now: of-another.');
    expect(await facts.innerText()).toMatch(/^of-another\s/);
    await save.click();
    await card.getByText('The setting was changed.').waitFor();
    expect(await facts.innerText()).toMatch(/^mine\s/);
  });

  test('Portal: an administrator reads the history, rolls back, and resets [developer-tooling/Page rolls a setting back]', async () => {
    const key = 'boost.systemPrompt';
    const { card, facts, field, history, change } = await openSetting(key);
    await change('Be brief.');
    await card.getByText('The setting was changed.').waitFor();
    await change('Be polite.');
    await history.filter({ hasText: 'Be polite.' }).waitFor();

    await history
      .filter({ hasText: 'Be brief.' })
      .getByRole('button', { name: 'Roll back to this' })
      .click();

    await card.getByText('The setting was rolled back.').waitFor();
    expect(await facts.innerText()).toMatch(/^Be brief\.\s+Override/);
    expect(await field.inputValue()).toBe('Be brief.');
    expect(await history.allInnerTexts()).toEqual([
      expect.stringMatching(/^rollback: Be brief\.\s+user:default\/ada, /),
      expect.stringMatching(/^set: Be polite\./),
      expect.stringMatching(/^set: Be brief\./),
    ]);
    await card.getByRole('button', { name: 'Reset to' }).click();
    await expect.poll(() => facts.innerText()).toMatch(/^Not set\s+Default$/);
  });

  test('Portal: a secret goes in, and never comes out', async () => {
    const secret = 'a-secret-of-this-test';
    const { page, card, facts, field, change } = await openSetting('boost.devSpaces.credentials');
    const isHidden = (await field.getAttribute('type')) === 'password';

    await change(secret);

    await card.getByText('The setting was changed.').waitFor();
    expect(isHidden).toBe(true);
    expect(await facts.innerText()).toMatch(/^A secret is set\s+Override/);
    expect(await field.inputValue()).toBe('');
    expect(await page.content()).not.toContain(secret);
    expect(await card.getByRole('button', { name: 'Roll back to this' }).count()).toBe(0);
  });

  test('Portal: the settings are explained to those who may not see them', async () => {
    const page = await open('Jane');

    await page.getByRole('link', { name: 'Settings' }).click();

    const alert = page.getByRole('alert');
    await alert.waitFor();
    expect(await alert.innerText()).toMatch(/^You are not allowed .* Ask an administrator/);
    expect(await page.getByRole('listitem').count()).toBe(0);
  });
});
