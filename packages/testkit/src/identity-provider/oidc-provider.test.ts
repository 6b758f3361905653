import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';

it('starts without a warning on a Node without long-term support', () => {
  const entry = pathToFileURL(join(import.meta.dirname, '../../dist/index.js')).href;
  const program = `
    Object.defineProperty(process, 'release', { value: { name: 'node' } });
    const { startIdentityProvider } = await import('${entry}');
    const identityProvider = await startIdentityProvider();
    console.warn('a warning of the test');
    await identityProvider.stop();
  `;
  const { stderr, status } = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', program],
    { encoding: 'utf8' },
  );

  expect({ stderr, status }).toEqual({ stderr: 'a warning of the test\n', status: 0 });
});
