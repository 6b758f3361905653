import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lines } from '../../test/migrate/migrate.fixture.ts';
import { codesOf, migrateFolder } from '../../test/migrate/migrate-folder.fixture.ts';
import { migrateFiles } from './migrate-files.ts';

const including = (target: string) =>
  lines('boost:', '  security: {mode: full}', '  kagenti:', `    auth: {$include: ${target}}`);

describe('files that are included', () => {
  it.each([
    ['auth.yaml', 'tokenExchange: {enabled: true}\n'],
    ['auth.json', '{"tokenExchange": 1}'],
    ['auth.yml#a.b', 'a: {b: {tokenExchange: 1}}\n'],
  ])(
    'and have the section are refused: %s [configuration-migration/Included section is refused]',
    async (target, content) => {
      const { cwd, write } = migrateFolder();
      write(target.split('#')[0] ?? '', content);
      write('app-config.yaml', including(target));
      const report = await migrateFiles({ cwd, mode: 'write' });
      expect(report.exitCode).toBe(1);
      expect(report.findings).toEqual([
        {
          severity: 'error',
          code: 'not_migrated',
          path: 'boost.kagenti.auth.tokenExchange',
          message: 'was not migrated: it is in a file that this file includes',
          hint: 'Move the section into this file, or edit the included file yourself.',
          location: expect.objectContaining({ file: 'app-config.yaml', line: 4, column: 11 }),
        },
      ]);
    },
  );

  it.each([
    ['auth.yaml', 'clientId: a\n'],
    ['auth.yaml', 'tokenExchange: null\n'],
    ['auth.yaml#other', 'tokenExchange: 1\n'],
  ])(
    'and do not have it are in order: %s with %j [configuration-migration/Included section is refused]',
    async (target, content) => {
      const { cwd, write } = migrateFolder();
      write('auth.yaml', content);
      write('app-config.yaml', including(target));
      expect(await migrateFiles({ cwd, mode: 'check' })).toMatchObject({
        exitCode: 0,
        findings: [],
      });
    },
  );

  it.each([
    ['sub/auth.yaml', '$include: more/deep.yaml\n', 'sub/more/deep.yaml', 'tokenExchange: 1\n'],
    ['auth.yaml', '$include: auth.json#a\n', 'auth.json', '{"a": {"tokenExchange": 1}}'],
  ])(
    'and include a file that has the section are refused: %s with %j [configuration-migration/Included section is refused]',
    async (first, content, second, deep) => {
      const { cwd, write } = migrateFolder();
      mkdirSync(join(cwd, 'sub', 'more'), { recursive: true });
      write(first, content);
      write(second, deep);
      write('app-config.yaml', including(first));
      const report = await migrateFiles({ cwd, mode: 'write' });
      expect(codesOf(report)).toEqual(['error not_migrated']);
    },
  );

  it.each([
    ['auth.yaml', 'x: {$include: auth.yaml#x}\n$include: auth.yaml#x\n'],
    ['auth.yaml', '$include: auth.yaml\n'],
    ['auth.yaml#x', 'x: {x: {$include: auth.yaml#x.x}}\n$include: auth.yaml#x.x\n'],
    ['auth.yaml#x', '$include: auth.yaml#x\n'],
  ])('and go round in a circle are named: %s with %j', async (target, content) => {
    const { cwd, write } = migrateFolder();
    write('auth.yaml', content);
    write('app-config.yaml', including(target));
    expect(codesOf(await migrateFiles({ cwd }))).toEqual(['warning included_not_read']);
  });

  it('set keys that need no placeholder then [configuration-migration/Keys that are set are not written again]', async () => {
    const { cwd, write } = migrateFolder();
    write('auth.yaml', 'tokenEndpoint: a\nclientId: b\nclientSecret: c\n');
    write('base.yaml', including('auth.yaml'));
    write(
      'app-config.yaml',
      'boost:\n  kagenti:\n    auth:\n      scope: a\n      tokenExchange: 1\n',
    );
    const { changed } = await migrateFiles({ cwd, files: ['base.yaml', 'app-config.yaml'] });
    expect(changed).toEqual([
      { name: 'app-config.yaml', text: 'boost:\n  kagenti:\n    auth:\n      scope: a\n' },
    ]);
  });

  it.each(['missing.yaml', '../outside.yaml', 'broken.yaml', 'auth.txt', '"${WHERE}.yaml"', '7'])(
    'and cannot be read are named: %s',
    async target => {
      const { cwd, write } = migrateFolder();
      write('broken.yaml', 'tokenExchange: [');
      write('auth.txt', 'tokenExchange: 1');
      write('app-config.yaml', including(target));
      const report = await migrateFiles({ cwd, mode: 'check' });
      expect(report.exitCode).toBe(0);
      expect(report.findings).toEqual([
        {
          severity: 'warning',
          code: 'included_not_read',
          path: 'boost.kagenti.auth',
          message: 'is included from a file that was not read',
          hint: 'Run "boost-config check" to see whether that file has keys of an earlier version.',
          location: expect.objectContaining({ file: 'app-config.yaml', line: 4, column: 11 }),
        },
      ]);
    },
  );

  it('beside a ConfigMap are not files', async () => {
    const { cwd, write } = migrateFolder();
    write('auth.yaml', 'tokenExchange: 1\n');
    write(
      'app-config.yaml',
      lines('kind: ConfigMap', 'data:', '  a.yaml: |', '    boost: {$include: auth.yaml}'),
    );
    const { findings } = await migrateFiles({ cwd });
    expect(findings).toMatchObject([
      { code: 'included_not_read', path: 'boost', location: { line: 4, column: 12 } },
    ]);
  });
});
