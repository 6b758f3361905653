import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { combineConfigFields } from '@rhdh-boost/config-schema';
import { describe, expect, it } from 'vitest';
import { lines, setWith } from '../../test/migrate/migrate.fixture.ts';
import { codesOf, migrateFolder, versionOne } from '../../test/migrate/migrate-folder.fixture.ts';
import { migrateFiles } from './migrate-files.ts';

describe('nothing is written', () => {
  it.each([
    ['a: 1\na: 2\n', 'error duplicate_key'],
    ['a:\n\tb: 1\n', 'error invalid_yaml'],
    ['- a\n', 'error no_mapping'],
    ['kind: ConfigMap\n', 'error no_app_config'],
    [Buffer.from([0x61, 0x3a, 0x20, 0xe4]), 'error not_utf8'],
  ])(
    'when a file cannot be read: %j [configuration-migration/One bad file stops all writing]',
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

  it('when a file is not UTF-8, of which some would be lost', async () => {
    const { cwd, write } = migrateFolder();
    write('app-config.yaml', Buffer.from([0x61, 0x3a, 0x20, 0xe4]));
    expect((await migrateFiles({ cwd })).findings).toMatchObject([
      {
        message: 'contains bytes that are not UTF-8, which would be lost',
        hint: 'Save the file as UTF-8.',
      },
    ]);
  });

  it('when a file is missing [configuration-migration/One bad file stops all writing]', async () => {
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

  it('when another file is refused [configuration-migration/One bad file stops all writing]', async () => {
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

  it('when a file is refused, and what the others would change is told [configuration-migration/One bad file stops all writing]', async () => {
    const { cwd, write } = migrateFolder();
    const set = setWith({
      removed: { 'boost.a.gone': 'other keys replace it' },
      renamed: { 'boost.old': 'boost.new' },
      placeholders: { 'boost.a.url': '${A_URL}', 'boost.b.url': '${B_URL}' },
    });
    write('refused.yaml', 'boost: {a: {gone: 1}, b: 7}\n');
    write('other.yaml', 'boost: {old: 1}\n');
    const options = {
      cwd,
      files: ['refused.yaml', 'other.yaml'],
      registry: combineConfigFields([set]),
    };
    const report = await migrateFiles(options);
    expect(report).toMatchObject({
      exitCode: 1,
      changed: [{ name: 'other.yaml', text: 'boost: {new: 1}\n' }],
      variables: [],
    });
    expect(await migrateFiles({ ...options, mode: 'write' })).toMatchObject({
      exitCode: 1,
      changed: [],
      diff: report.diff,
    });
  });

  it('when the second app-config of a file is refused [configuration-migration/One bad file stops all writing]', async () => {
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
    expect(report).toMatchObject({ exitCode: 1, diff: '', changed: [], variables: [] });
    expect(read('app-config.yaml')).toBe(text);
  });
});
