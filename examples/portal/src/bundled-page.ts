import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'rolldown';

const page = join(import.meta.dirname, 'page');
const dist = join(import.meta.dirname, '../dist');

/** Bundles the page into `dist`. */
export async function bundlePage(): Promise<void> {
  await build({
    input: join(page, 'main.tsx'),
    platform: 'browser',
    transform: { define: { 'process.env.NODE_ENV': '"production"' } },
    output: { dir: dist, minify: true },
    logLevel: 'warn',
  });
  for (const file of ['index.html', 'style.css']) await cp(join(page, file), join(dist, file));
}
