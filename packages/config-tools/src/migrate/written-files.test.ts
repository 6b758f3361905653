import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { boostFieldSet, combineConfigFields } from '@rhdh-boost/config-schema';
import { describe, expect, it } from 'vitest';
import { setWith } from '../../test/migrate/migrate.fixture.ts';
import {
  migrateFolder,
  versionOne,
  versionTwo,
} from '../../test/migrate/migrate-folder.fixture.ts';
import { checkAppConfig } from '../check/check-app-config.ts';
import { migrateFiles } from './migrate-files.ts';

const env = {
  KAGENTI_TOKEN_ENDPOINT: 'https://keycloak.example.com/token',
  KAGENTI_CLIENT_ID: 'boost',
  KAGENTI_CLIENT_SECRET: 'secret',
  SECRET: randomBytes(32).toString('base64'),
};

describe('what is written', () => {
  it('passes the check once the variables are set [configuration-migration/Result passes the check]', async () => {
    const { cwd, write } = migrateFolder();
    const before = `${versionOne}  providers: { kagenti: { baseUrl: https://kagenti.example.com } }\n`;
    write('app-config.yaml', before);
    write(
      'config-map.yaml',
      `kind: ConfigMap\ndata:\n  app-config.yaml: |\n${before.replaceAll(/^(?=.)/gm, '    ')}`,
    );
    for (const file of ['app-config.yaml', 'config-map.yaml']) {
      const files = [file];
      expect((await checkAppConfig({ cwd, files, env })).exitCode).toBe(1);
      expect(await migrateFiles({ cwd, files, mode: 'write' })).toMatchObject({ exitCode: 0 });
      expect(await checkAppConfig({ cwd, files, env })).toMatchObject({
        findings: [],
        exitCode: 0,
      });
      const { findings } = await checkAppConfig({ cwd, files, env: { SECRET: env.SECRET } });
      expect(findings.map(({ code }) => code)).toEqual([
        'unset_variable',
        'unset_variable',
        'unset_variable',
      ]);
    }
  });

  it('replaces the text, and keeps mode and link [configuration-migration/Write replaces the file]', async () => {
    const { cwd, write, read } = migrateFolder();
    mkdirSync(join(cwd, 'real'));
    const path = write('real/app.yaml', versionOne);
    chmodSync(path, 0o640);
    symlinkSync('real/app.yaml', join(cwd, 'app-config.yaml'));
    const report = await migrateFiles({
      cwd,
      mode: 'write',
      registry: combineConfigFields([boostFieldSet]),
    });
    expect(report.exitCode).toBe(0);
    expect(report.changed).toEqual([{ name: 'app-config.yaml', text: versionTwo }]);
    expect(read('real/app.yaml')).toBe(versionTwo);
    expect(statSync(path).mode & 0o7777).toBe(0o640);
    expect(lstatSync(join(cwd, 'app-config.yaml')).isSymbolicLink()).toBe(true);
    expect(readdirSync(cwd).toSorted()).toEqual(['app-config.yaml', 'real']);
    expect(readdirSync(join(cwd, 'real'))).toEqual(['app.yaml']);
  });

  it('is written again only when it differs', async () => {
    const { cwd, write, read } = migrateFolder();
    const path = write('app-config.yaml', versionOne);
    const other = write('other.yaml', 'app: {}\n');
    const long = new Date(1_000_000_000_000);
    utimesSync(path, long, long);
    utimesSync(other, long, long);
    const files = ['app-config.yaml', 'other.yaml'];
    const first = await migrateFiles({ cwd, files, mode: 'write' });
    expect(first.changed).toEqual([{ name: 'app-config.yaml', text: versionTwo }]);
    expect(statSync(path).mtime).not.toEqual(long);
    expect(statSync(other).mtime).toEqual(long);
    utimesSync(path, long, long);
    const second = await migrateFiles({ cwd, files, mode: 'write' });
    expect(second).toMatchObject({ changed: [], exitCode: 0 });
    expect(statSync(path).mtime).toEqual(long);
    expect([read('app-config.yaml'), read('other.yaml')]).toEqual([versionTwo, 'app: {}\n']);
  });

  it('is a file once, though named twice [configuration-migration/Write replaces the file]', async () => {
    const { cwd, write, read } = migrateFolder();
    write('app-config.yaml', versionOne);
    symlinkSync('app-config.yaml', join(cwd, 'link.yaml'));
    const files = ['app-config.yaml', join(cwd, 'app-config.yaml'), './link.yaml'];
    const report = await migrateFiles({ cwd, files, mode: 'write' });
    expect(report.exitCode).toBe(0);
    expect(report.files).toHaveLength(1);
    expect(read('app-config.yaml')).toBe(versionTwo);
  });
});

describe('a file that cannot be written', () => {
  it('stays as it is, and so do the others [configuration-migration/One bad file stops all writing]', async () => {
    const { cwd, write, read } = migrateFolder();
    for (const file of ['a.yaml', 'b.yaml']) write(file, versionOne);
    linkSync(join(cwd, 'b.yaml'), join(cwd, 'c.yaml'));
    const report = await migrateFiles({ cwd, files: ['a.yaml', 'b.yaml'], mode: 'write' });
    expect(report).toMatchObject({ exitCode: 2, changed: [] });
    expect(report.findings.at(-1)).toMatchObject({
      severity: 'error',
      code: 'not_written',
      message: expect.stringContaining('hard link'),
      location: { file: 'b.yaml', line: 1, column: 1, endLine: 1, endColumn: 1 },
    });
    expect(['a.yaml', 'b.yaml'].map(read)).toEqual([versionOne, versionOne]);
  });

  it('although it could be before leaves those before it written', async () => {
    const { cwd, write, read } = migrateFolder();
    // There is no room for the name of the file that is written beside it.
    const tooLong = `${'n'.repeat(245)}.yaml`;
    const files = ['a.yaml', tooLong, 'c.yaml'];
    for (const file of files) write(file, versionOne);
    const report = await migrateFiles({ cwd, files, mode: 'write' });
    expect(report.exitCode).toBe(2);
    expect(report.changed.map(({ name }) => name)).toEqual(['a.yaml']);
    expect(report.findings.at(-1)).toEqual({
      severity: 'error',
      code: 'not_written',
      message: 'could not be written and is unchanged',
      hint: 'Check the permissions of the file and its folder, and the free disk space.',
      location: { file: tooLong, line: 1, column: 1, endLine: 1, endColumn: 1 },
    });
    expect(files.map(read)).toEqual([versionTwo, versionOne, versionOne]);
    expect(readdirSync(cwd)).toHaveLength(3);
  });

  it('because somebody else changed it is left to them [configuration-migration/Edit that is made meanwhile is kept]', async () => {
    const { cwd, write, read } = migrateFolder();
    const path = write('app-config.yaml', 'boost: {x: 1}\n');
    const change = () => {
      writeFileSync(path, 'boost: {x: 3}\n');
      return 2;
    };
    const registry = combineConfigFields([setWith({ values: { 'boost.x': change } })]);
    const report = await migrateFiles({ cwd, mode: 'write', registry });
    expect(report).toMatchObject({ exitCode: 2, changed: [] });
    expect(report.findings).toMatchObject([
      {
        code: 'not_written',
        message: 'was not written, because it changed during the migration',
        hint: 'Run the command again.',
      },
    ]);
    expect(read('app-config.yaml')).toBe('boost: {x: 3}\n');
  });
});
