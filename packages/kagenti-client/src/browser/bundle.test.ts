import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { bundledPage } from '../../test/fixtures/vite-page.fixture.ts';

/**
 * The largest sizes, minified and compressed, with the parser of events, in bytes. Bundlers leave out what a page does
 * not use, so that the size of the whole entry is that of a page which uses all of it.
 */
const maximumBytes = { entry: 7_000, readReply: 3_000 };

test("C2: in a Vite build the entry is below 7 kB and has no module of Node's [kagenti-chat-streaming/Browser entry is bundled]", async () => {
  const code = await bundledPage();

  expect(code).toContain('boost.chat.create');
  expect(code).not.toMatch(/node:|__vite-browser-external/);
  expect(gzipSync(code).byteLength).toBeLessThan(maximumBytes.entry);
});

test('C2: a page that only reads replies gets nothing else [kagenti-chat-streaming/Browser entry is bundled]', async () => {
  const code = await bundledPage('reply-page.fixture.ts');

  expect(code).not.toMatch(/boost\.chat|A reply is running|administrator/);
  expect(gzipSync(code).byteLength).toBeLessThan(maximumBytes.readReply);
});
