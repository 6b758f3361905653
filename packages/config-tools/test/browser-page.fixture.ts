import { join } from 'node:path';
import { rolldown } from 'rolldown';

/** The script of a page, in which `checkAppConfigText` is global: the package as built, bundled for browsers. */
export async function bundledPage(): Promise<string> {
  const page = 'page.js';
  const bundle = await rolldown({
    cwd: join(import.meta.dirname, '..'),
    input: page,
    platform: 'browser',
    plugins: [
      {
        name: 'page',
        resolveId: id => (id === page ? join(import.meta.dirname, page) : undefined),
        load: id =>
          id === join(import.meta.dirname, page)
            ? `import { checkAppConfigText } from '@rhdh-boost/config-tools/browser';
globalThis.checkAppConfigText = checkAppConfigText;`
            : undefined,
      },
    ],
    onLog(_level, { message }) {
      throw new Error(message);
    },
  });
  const { output } = await bundle.generate({ format: 'iife', minify: true });
  await bundle.close();
  const [script, ...more] = output;
  if (more.length > 0) throw new Error('The bundle has more than one file.');
  return script.code;
}
