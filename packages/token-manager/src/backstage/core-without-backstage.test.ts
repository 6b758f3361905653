import { execFile } from 'node:child_process';
import { expect, test } from 'vitest';

const source = (file: string) => JSON.stringify(new URL(file, import.meta.url).href);

/** Imports a file in a process where no package of Backstage can be found; gives how that ended. */
function importWithoutBackstage(file: string): Promise<string> {
  const program = `
    import { registerHooks } from 'node:module';
    registerHooks({
      resolve(specifier, context, next) {
        if (specifier.startsWith('@backstage/')) throw new Error('wanted ' + specifier);
        return next(specifier, context);
      },
    });
    await import(${source(file)}).then(() => console.log('loaded'), error => console.log(error.message));
  `;
  return new Promise((resolve, reject) => {
    const args = ['--input-type=module', '--eval', program];
    execFile(process.execPath, args, (error, out) => (error ? reject(error) : resolve(out.trim())));
  });
}

test('the root entry loads without Backstage, the subpath wants it [backstage-token-service/Core loads nothing of Backstage]', async () => {
  expect(await importWithoutBackstage('../index.ts')).toBe('loaded');
  expect(await importWithoutBackstage('./index.ts')).toBe('wanted @backstage/backend-plugin-api');
});
