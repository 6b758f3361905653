import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium as executablePath, skipsChromium } from '@rhdh-boost/test-support/chromium';
import { type Browser, chromium, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundledPage } from '../../test/browser-page.fixture.ts';
import { textsToCheck } from '../../test/check/texts-to-check.fixture.ts';
import { checkAppConfig } from '../check/check-app-config.ts';
import { checkAppConfigText } from '../check/check-app-config-text.ts';

describe.skipIf(skipsChromium())('the browser entry in Chromium', () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath });
    page = await browser.newPage();
    await page.setContent('<!doctype html><title>check</title>');
    await page.addScriptTag({ content: await bundledPage() });
  });
  afterAll(async () => {
    await browser?.close();
  });

  it.each(Object.entries(textsToCheck))(
    'C13: %s gets the findings that it gets in Node [configuration-check/Text is checked in a browser]',
    async (_name, text) => {
      const inPage = `checkAppConfigText(${JSON.stringify(text)}, { env: { HOST: 'x' } })`;
      const report = await page.evaluate(inPage);
      expect(report).toEqual(await checkAppConfigText(text, { env: { HOST: 'x' } }));
    },
  );

  it('C13: each form of a file gets the findings of the file', async () => {
    const cwd = join(import.meta.dirname, '../../test/forms');
    const names = readdirSync(cwd);
    for (const name of names) {
      const text = readFileSync(join(cwd, name), 'utf8');
      const call = `checkAppConfigText(${JSON.stringify(text)}, ${JSON.stringify({ name })})`;
      expect(await page.evaluate(call)).toEqual(
        await checkAppConfig({ files: [name], cwd, env: {} }),
      );
    }
    expect(names.length).toBeGreaterThan(20);
  });
});
