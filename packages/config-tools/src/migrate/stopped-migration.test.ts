import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lines } from './migrate.fixture.ts';
import { migrateFiles } from './migrate-files.ts';
import { codesOf, migrateFolder, versionOne } from './migrate-folder.fixture.ts';

describe('nothing is written', () => {
  it.each([
    ['a: 1\na: 2\n', 'error duplicate_key'],
    ['a:\n\tb: 1\n', 'error invalid_yaml'],
    ['- a\n', 'error no_mapping'],
    ['kind: ConfigMap\n', 'error no_app_config'],
    [Buffer.from([0x61, 0x3a, 0x20, 0xe4]), 'error not_utf8'],
  ])(
    'when a file cannot be read: %j [configuration-migration/Unreadable file stops the migration]',
    async (content, code) => {
      const { cwd, write, read } = migrateFolder();
      write('app-config.yaml', versionOne);
      writeFileSync(join(cwd, 'broken.yaml'), content);
      const report = await migrateFiles({
        cwd,
        files: ['app-config.yaml', 'broken.yaml'],
        mode: 'write',
      });
      expect(report).toMatchObject({ exitCode: 2, diff: '', changed: [] });
      expect(codesOf(report)).toEqual([code]);
      expect(report.findings[0]?.location?.file).toBe('broken.yaml');
      expect(read('app-config.yaml')).toBe(versionOne);
      expect(readFileSync(join(cwd, 'broken.yaml'))).toEqual(Buffer.from(content));
    },
  );

  it('when a file is missing [configuration-migration/Unreadable file stops the migration]', async () => {
    const { cwd, write, read } = migrateFolder();
    expect(codesOf(await migrateFiles({ cwd }))).toEqual(['error unreadable_file']);
    write('app-config.yaml', versionOne);
    const report = await migrateFiles({
      cwd,
      files: ['app-config.yaml', 'b.yaml', 'c.yaml'],
      mode: 'write',
    });
    expect(report).toMatchObject({ exitCode: 2, files: [{ name: 'app-config.yaml' }] });
    expect(codesOf(report)).toEqual(['error unreadable_file', 'error unreadable_file']);
    expect(read('app-config.yaml')).toBe(versionOne);
  });

  it('when another file is refused [configuration-migration/Refused file stops the writing]', async () => {
    const { cwd, write, read } = migrateFolder();
    write('app-config.yaml', versionOne);
    const refused = 'x: &a {tokenExchange: 1}\nboost: {kagenti: {auth: *a}}\n';
    write('refused.yaml', refused);
    const report = await migrateFiles({
      cwd,
      files: ['app-config.yaml', 'refused.yaml'],
      mode: 'write',
    });
    expect(report.exitCode).toBe(1);
    expect(codesOf(report)).toContain('error not_migrated');
    // The diff still shows what would be written if the refusal were mended.
    expect(report.diff).toContain('+++ app-config.yaml');
    expect(report.diff).not.toContain('refused.yaml');
    expect(read('app-config.yaml')).toBe(versionOne);
    expect(read('refused.yaml')).toBe(refused);
  });

  it('when the second app-config of a file is refused [configuration-migration/Refused file stops the writing]', async () => {
    const { cwd, write, read } = migrateFolder();
    const text = lines(
      'kind: ConfigMap',
      'data:',
      '  a.yaml: |',
      '    boost: {kagenti: {auth: {tokenExchange: 1}}}',
      '  b.yaml: "boost: {kagenti: {auth: {tokenExchange: 1}}}"',
    );
    write('app-config.yaml', text);
    const report = await migrateFiles({ cwd, mode: 'write' });
    expect(report).toMatchObject({ exitCode: 1, diff: '', changed: [] });
    expect(read('app-config.yaml')).toBe(text);
  });
});
