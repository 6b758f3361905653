import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { bundledPage } from '../../test/browser-page.fixture.ts';

/** The largest size of the entry with all that it needs, Zod and the YAML parser included: minified and compressed. */
const maximumBytes = 105_000;

it('C13: the browser entry has no module of Node and at most 105 kB [configuration-check/Text is checked in a browser]', async () => {
  const code = await bundledPage();
  expect(code.includes('unknown_key')).toBe(true);
  expect(/["'`]node:/.exec(code)?.[0]).toBeUndefined();
  expect(gzipSync(code).byteLength).toBeLessThan(maximumBytes);
});
