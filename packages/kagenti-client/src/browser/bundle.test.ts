import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { bundledPage } from '../../test/fixtures/vite-page.fixture.ts';

/** Largest size of the entry with its parser, minified and compressed, in bytes. */
const maximumBytes = 5_000;

test("C2: in a Vite build the entry is below 5 kB and has no module of Node's [kagenti-chat-streaming/Browser entry is bundled]", async () => {
  const code = await bundledPage();

  expect(code).toContain('boost.chat.create');
  expect(code).not.toMatch(/node:|__vite-browser-external/);
  expect(gzipSync(code).byteLength).toBeLessThan(maximumBytes);
});
