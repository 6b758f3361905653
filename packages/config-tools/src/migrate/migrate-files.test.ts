import {
  chmodSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { boostFieldSet, combineConfigFields } from '@rhdh-boost/config-schema';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkAppConfig } from '../check/check.ts';
import { lines, setWith } from './migrate.fixture.ts';
import { migrateFiles } from './migrate-files.ts';

const versionOne = lines(
  'app:',
  '  title: c4n4ry # c4n4ry',
  'boost:',
  '  security:',
  '    mode: full',
  '  systemPrompt: |',
  '    c4n4ry',
  '  encryptionSecret: ${SECRET}',
  '  kagenti:',
  '    auth:',
  '      # c4n4ry',
  '      tokenExchange:',
  '        enabled: true',
  '        audience: "c4n4ry"',
  '  model:',
  '    name: "c4n4ry"',
);
const versionTwo = versionOne.replace(
  /      # c4n4ry\n      tokenExchange:\n(?:        .*\n)*/,
  lines(
    '      tokenEndpoint: ${KAGENTI_TOKEN_ENDPOINT}',
    '      clientId: ${KAGENTI_CLIENT_ID}',
    '      clientSecret: ${KAGENTI_CLIENT_SECRET}',
  ),
);
const env = {
  KAGENTI_TOKEN_ENDPOINT: 'https://keycloak.example.com/token',
  KAGENTI_CLIENT_ID: 'boost',
  KAGENTI_CLIENT_SECRET: 'secret',
  SECRET: 'a secret of many characters',
};

const including = (target: string) =>
  lines('boost:', '  security: {mode: full}', '  kagenti:', `    auth: {$include: ${target}}`);

let cwd = '';
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'boost-migrate-'));
});
afterEach(() => rmSync(cwd, { recursive: true }));

function write(name: string, text: string): string {
  const path = join(cwd, name);
  writeFileSync(path, text);
  return path;
}

const read = (name: string) => readFileSync(join(cwd, name), 'utf8');
const codesOf = ({ findings }: Awaited<ReturnType<typeof migrateFiles>>) =>
  findings.map(({ severity, code }) => `${severity} ${code}`);

describe('the diff', () => {
  it('shows keys and placeholders, and no value [configuration-migration/Diff shows no value]', async () => {
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

  it.each(['diff', 'check'] as const)(
    'touches no file in mode %s [configuration-migration/Diff writes nothing]',
    async mode => {
      const path = write('app-config.yaml', versionOne);
      const before = statSync(path).mtimeMs;
      const report = await migrateFiles({ cwd, mode });
      expect(report.changed).toEqual([{ name: 'app-config.yaml', text: versionTwo }]);
      expect(report.files).toEqual([{ name: 'app-config.yaml', text: versionOne }]);
      expect(read('app-config.yaml')).toBe(versionOne);
      expect(statSync(path).mtimeMs).toBe(before);
      expect(readdirSync(cwd)).toEqual(['app-config.yaml']);
      expect(report.exitCode).toBe(mode === 'check' ? 1 : 0);
    },
  );

  it('is empty, and check ends with 0, where nothing changes [configuration-migration/Check ends with 1 when something would change]', async () => {
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

describe('what is written', () => {
  it('passes the check once the variables are set [configuration-migration/Result passes the check]', async () => {
    write('app-config.yaml', versionOne);
    write(
      'config-map.yaml',
      `kind: ConfigMap\ndata:\n  app-config.yaml: |\n${versionOne.replaceAll(/^(?=.)/gm, '    ')}`,
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

  it('is written again only when it differs [configuration-migration/File that does not change is not touched]', async () => {
    const path = write('app-config.yaml', versionOne);
    const other = write('other.yaml', 'app: {}\n');
    const long = new Date(1_000_000_000_000);
    utimesSync(path, long, long);
    utimesSync(other, long, long);
    const files = ['app-config.yaml', 'other.yaml'];
    await migrateFiles({ cwd, files, mode: 'write' });
    expect(statSync(path).mtime).not.toEqual(long);
    expect(statSync(other).mtime).toEqual(long);
    utimesSync(path, long, long);
    await migrateFiles({ cwd, files, mode: 'write' });
    expect(statSync(path).mtime).toEqual(long);
  });

  it('is a file once, though named twice [configuration-migration/Write replaces the file]', async () => {
    write('app-config.yaml', versionOne);
    symlinkSync('app-config.yaml', join(cwd, 'link.yaml'));
    const files = ['app-config.yaml', join(cwd, 'app-config.yaml'), './link.yaml'];
    const report = await migrateFiles({ cwd, files, mode: 'write' });
    expect(report.exitCode).toBe(0);
    expect(report.files).toHaveLength(1);
    expect(read('app-config.yaml')).toBe(versionTwo);
  });
});

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

describe('files that are included', () => {
  it.each([
    ['auth.yaml', 'tokenExchange: {enabled: true}\n'],
    ['auth.json', '{"tokenExchange": 1}'],
    ['auth.yml#a.b', 'a: {b: {tokenExchange: 1}}\n'],
  ])(
    'and have the section are refused: %s [configuration-migration/Included section is refused]',
    async (target, content) => {
      write(target.split('#')[0] ?? '', content);
      write('app-config.yaml', including(target));
      const report = await migrateFiles({ cwd, mode: 'write' });
      expect(report.exitCode).toBe(1);
      expect(report.findings).toEqual([
        {
          severity: 'error',
          code: 'not_migrated',
          path: 'boost.kagenti.auth.tokenExchange',
          message: 'was not migrated: it stands in a file that is included here',
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
  ])(
    'and go round in a circle are named: %s with %j [configuration-migration/Included file that was not read is named]',
    async (target, content) => {
      write('auth.yaml', content);
      write('app-config.yaml', including(target));
      expect(codesOf(await migrateFiles({ cwd }))).toEqual(['warning included_not_read']);
    },
  );

  it('set keys that need no placeholder then [configuration-migration/Keys that are set are not written again]', async () => {
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
    'and cannot be read are named: %s [configuration-migration/Included file that was not read is named]',
    async target => {
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
          message: 'is included from a file that was not looked into',
          hint: 'See whether that file has keys of an earlier version: "boost-config check" tells.',
          location: expect.objectContaining({ file: 'app-config.yaml', line: 4, column: 11 }),
        },
      ]);
    },
  );

  it('beside a ConfigMap are not files [configuration-migration/Included file that was not read is named]', async () => {
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

describe('a file that cannot be written', () => {
  it('stays as it is, and so do the others [configuration-migration/File that cannot be written stays]', async () => {
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

  it('although it could be before leaves those before it written [configuration-migration/Files that were written before a failure are named]', async () => {
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
      message: 'could not be written and is as it was',
      hint: 'Check the permissions of the file and of its folder, and the space on the disk.',
      location: { file: tooLong, line: 1, column: 1, endLine: 1, endColumn: 1 },
    });
    expect(files.map(read)).toEqual([versionTwo, versionOne, versionOne]);
    expect(readdirSync(cwd)).toHaveLength(3);
  });

  it('because somebody else changed it is left to them [configuration-migration/Edit that is made meanwhile is kept]', async () => {
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
        message: 'was changed meanwhile and was not written',
        hint: 'Run it again.',
      },
    ]);
    expect(read('app-config.yaml')).toBe('boost: {x: 3}\n');
  });
});

describe('what the result lacks', () => {
  const lacking = 'boost:\n  kagenti:\n    auth:\n      tokenExchange: {enabled: true}\n';

  it('is listed, in a file of any place [configuration-migration/Required fields that are missing are listed]', async () => {
    write('app-config.yaml', lacking);
    const { findings, exitCode } = await migrateFiles({ cwd });
    expect(exitCode).toBe(0);
    expect(findings.filter(({ code }) => code === 'required')).toEqual([
      {
        severity: 'warning',
        code: 'required',
        path: 'boost.security.mode',
        message: expect.stringMatching(/\w/),
        hint: expect.stringMatching(/\w/),
        location: expect.objectContaining({ file: 'app-config.yaml', line: 1 }),
      },
    ]);
    write('other.yaml', 'boost: {security: {mode: full}}\n');
    const files = ['app-config.yaml', 'other.yaml'];
    expect(codesOf(await migrateFiles({ cwd, files }))).not.toContain('warning required');
  });

  it('is not told twice [configuration-migration/Required fields that are missing are listed]', async () => {
    write('app-config.yaml', `${lacking}      clientId:\n`);
    const { findings } = await migrateFiles({ cwd });
    const paths = findings.map(({ code, path }) => `${code} ${path}`);
    expect(paths.filter(path => path.endsWith('clientId'))).toEqual([
      'placeholder boost.kagenti.auth.clientId',
    ]);
  });

  it('is named with the variables to set, and what no set knows [configuration-migration/Variables are listed once]', async () => {
    write('app-config.yaml', `${versionOne}  connectors: {jira: {enabled: true}}\n`);
    const { variables, unknownKeys } = await migrateFiles({ cwd });
    expect(variables).toEqual([
      { name: 'KAGENTI_TOKEN_ENDPOINT', key: 'boost.kagenti.auth.tokenEndpoint' },
      { name: 'KAGENTI_CLIENT_ID', key: 'boost.kagenti.auth.clientId' },
      { name: 'KAGENTI_CLIENT_SECRET', key: 'boost.kagenti.auth.clientSecret' },
    ]);
    expect(unknownKeys).toEqual(['boost.connectors']);
  });
});
