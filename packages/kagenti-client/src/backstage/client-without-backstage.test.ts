import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
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

test('the other entries load without Backstage, two subpaths want it [backstage-kagenti-service/Client loads nothing of Backstage]', async () => {
  for (const entry of ['../index.ts', '../config/index.ts', '../browser/index.ts']) {
    expect(await importWithoutBackstage(entry)).toBe('loaded');
  }
  for (const entry of ['./index.ts', '../permission-rules/index.ts']) {
    expect(await importWithoutBackstage(entry)).toMatch(/^wanted @backstage\//);
  }
});

/** A report of the public API; `npm run check:api` sees to it that it is that of today's declarations. */
const report = (name: string) => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');

test('the types of the other entries name nothing of Backstage [backstage-kagenti-service/Client loads nothing of Backstage]', () => {
  for (const name of ['report.api.md', 'report.config.api.md']) {
    expect(report(name)).not.toContain('@backstage/');
  }
  expect(report('report.backstage.api.md')).toContain('@backstage/backend-plugin-api');
});
