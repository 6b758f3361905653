import { readdirSync, statSync } from 'node:fs';
import { combineConfigFields } from '@rhdh-boost/config-schema';
import { describe, expect, it } from 'vitest';
import { lines, setWith } from '../../test/migrate/migrate.fixture.ts';
import {
  migrateFolder,
  versionOne,
  versionTwo,
} from '../../test/migrate/migrate-folder.fixture.ts';
import { migrateFiles } from './migrate-files.ts';

describe('the diff', () => {
  it('shows keys and placeholders, and no value [configuration-migration/Diff shows no value]', async () => {
    const { cwd, write } = migrateFolder();
    write('app-config.yaml', versionOne);
    const { diff } = await migrateFiles({ cwd });
    expect(diff).toBe(
      lines(
        '--- app-config.yaml',
        '+++ app-config.yaml',
        '@@ -8,9 +8,8 @@',
        '   encryptionSecret: ${SECRET}',
        '   kagenti:',
        '     auth:',
        '-      # ***',
        '-      tokenExchange:',
        '-        enabled: ***',
        '-        audience: ***',
        '+      tokenEndpoint: ${KAGENTI_TOKEN_ENDPOINT}',
        '+      clientId: ${KAGENTI_CLIENT_ID}',
        '+      clientSecret: ${KAGENTI_CLIENT_SECRET}',
        '   model:',
        '     name: ***',
      ),
    );
  });

  it('shows every file that changes, and every part of it [configuration-migration/Diff shows no value]', async () => {
    const { cwd, write } = migrateFolder();
    const filler = Array.from({ length: 20 }, (_, index) => `  key${index}: c4n4ry`);
    const set = setWith({
      renamed: { 'boost.a': 'boost.b' },
      values: { 'boost.z': () => 'new c4n4ry' },
    });
    write('a.yaml', lines('boost:', '  a: c4n4ry', ...filler, '  z: c4n4ry').slice(0, -1));
    write('b\u001b.yaml', 'boost: {a: c4n4ry}\n');
    write('c.yaml', 'boost: {x: c4n4ry}\n');
    const registry = combineConfigFields([set]);
    const { diff, files, changed } = await migrateFiles({
      cwd,
      files: ['a.yaml', 'b\u001b.yaml', 'c.yaml'],
      registry,
    });
    expect(diff).toBe(
      lines(
        '--- a.yaml',
        '+++ a.yaml',
        '@@ -1,5 +1,5 @@',
        ' boost:',
        '-  a: ***',
        '+  b: ***',
        '   key0: ***',
        '   key1: ***',
        '   key2: ***',
        '@@ -20,4 +20,4 @@',
        '   key17: ***',
        '   key18: ***',
        '   key19: ***',
        '-  z: ***',
        '\\ No newline at end of file',
        '+  z: ***',
        '\\ No newline at end of file',
        '--- b\\u001b.yaml',
        '+++ b\\u001b.yaml',
        '@@ -1,1 +1,1 @@',
        '-boost: {a: ***}',
        '+boost: {b: ***}',
      ),
    );
    expect(files.map(({ name }) => name)).toEqual(['a.yaml', 'b\u001b.yaml', 'c.yaml']);
    expect(changed.map(({ name }) => name)).toEqual(['a.yaml', 'b\u001b.yaml']);
    expect(changed[1]?.text).toBe('boost: {b: c4n4ry}\n');
  });

  it('shows each line in its place where several are added and removed [configuration-migration/Diff shows no value]', async () => {
    const { cwd, write } = migrateFolder();
    const set = setWith({
      removed: { 'boost.a': 'other keys replace it', 'boost.gone': 'nothing replaces it' },
      placeholders: { 'boost.b': '${B}', 'boost.c': '${C}' },
    });
    write('a.yaml', lines('boost:', '  a: c4n4ry', '  x: c4n4ry', '  gone: c4n4ry', '  z: 1'));
    const registry = combineConfigFields([set]);
    const { diff } = await migrateFiles({ cwd, files: ['a.yaml'], registry });
    expect(diff).toBe(
      lines(
        '--- a.yaml',
        '+++ a.yaml',
        '@@ -1,5 +1,5 @@',
        ' boost:',
        '-  a: ***',
        '+  b: ${B}',
        '+  c: ${C}',
        '   x: ***',
        '-  gone: ***',
        '   z: ***',
      ),
    );
  });

  it.each(['diff', 'check'] as const)(
    'touches no file in mode %s [configuration-migration/Diff and check write nothing]',
    async mode => {
      const { cwd, write, read } = migrateFolder();
      const path = write('app-config.yaml', versionOne);
      const before = statSync(path).mtimeMs;
      const report = await migrateFiles({ cwd, mode });
      expect(report.changed).toEqual([{ name: 'app-config.yaml', text: versionTwo }]);
      expect(report.files).toMatchObject([{ name: 'app-config.yaml', text: versionOne }]);
      expect(read('app-config.yaml')).toBe(versionOne);
      expect(statSync(path).mtimeMs).toBe(before);
      expect(readdirSync(cwd)).toEqual(['app-config.yaml']);
      expect(report.exitCode).toBe(mode === 'check' ? 1 : 0);
    },
  );

  it('is empty, and check ends with 0, where nothing changes [configuration-migration/Diff and check write nothing]', async () => {
    const { cwd, write } = migrateFolder();
    write('app-config.yaml', versionTwo);
    const nothing = { diff: '', changed: [], findings: [], exitCode: 0 };
    expect(await migrateFiles({ cwd, mode: 'check' })).toMatchObject(nothing);
    expect(await migrateFiles({ cwd })).toMatchObject(nothing);
    write('app-config.local.yaml', versionOne);
    expect(await migrateFiles({ cwd, mode: 'check' })).toMatchObject({ exitCode: 1 });
    expect(await migrateFiles({ cwd, mode: 'check', files: ['app-config.yaml'] })).toMatchObject(
      nothing,
    );
    const registry = combineConfigFields([setWith({})]);
    expect(await migrateFiles({ cwd, mode: 'check', registry })).toMatchObject(nothing);
  });
});
