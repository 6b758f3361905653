import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkScratch, inScratch } from '../../test/check/scratch-check.fixture.ts';
import { checkAppConfig } from './check-app-config.ts';

const full = 'boost:\n  security:\n    mode: full\n';
const wrong = 'boost:\n  security:\n    mode: ful\n';

describe('files', () => {
  it('are the two of Backstage when none is named [configuration-check/Default files are read]', async () => {
    expect((await checkScratch({ 'app-config.yaml': wrong })).told).toEqual([
      'app-config.yaml:3:11 error invalid_value boost.security.mode',
    ]);
    const both = await checkScratch({ 'app-config.yaml': wrong, 'app-config.local.yaml': full });
    expect(both.told).toEqual([]);
    expect(both.files.map(({ name }) => name)).toEqual([
      'app-config.yaml',
      'app-config.local.yaml',
    ]);
    expect(await checkScratch({ 'app-config.local.yaml': full })).toMatchObject({
      exitCode: 2,
      told: ['app-config.yaml:1:1 error unreadable_file'],
    });
  });

  it('are those that are named, in their order [configuration-check/Named files are read in their order]', async () => {
    const files = { 'app-config.yaml': 'x: [', 'a/one.yaml': wrong, 'a/two.yaml': full };
    const check = (...names: string[]) => checkScratch(files, { files: names });
    expect((await check('a/one.yaml', 'a/two.yaml')).told).toEqual([]);
    expect((await check('a/two.yaml', 'a/one.yaml')).told).toEqual([
      'a/one.yaml:3:11 error invalid_value boost.security.mode',
    ]);
  });

  it('and no variables of their own', async () => {
    const env = { APP_CONFIG_boost_security_mode: 'full' };
    expect((await checkScratch({ 'app-config.yaml': 'boost: {}' }, { env })).told).toEqual([
      'app-config.yaml:1:1 error required boost.security.mode',
    ]);
  });

  it('start from the folder of the process, with its variables [configuration-check/Named files are read in their order]', async () => {
    await inScratch({ 'app-config.yaml': full }, async folder => {
      const report = await checkAppConfig({ files: [join(folder, 'app-config.yaml')] });
      expect(report).toMatchObject({ findings: [], exitCode: 0 });
    });
  });

  it.each(['', '\n', '# boost:\n', 'null\n', '---\n', '~'])(
    'may hold nothing, as %j does',
    async text => {
      const files = { 'one.yaml': full, 'two.yaml': text };
      const names = Object.keys(files);
      expect(await checkScratch(files, { files: names })).toMatchObject({ told: [], exitCode: 0 });
      expect(await checkScratch(files, { files: ['two.yaml'] })).toMatchObject({
        told: ['two.yaml:1:1 warning boost_missing'],
        exitCode: 1,
      });
    },
  );

  it('may be ConfigMaps, read key by key [configuration-check/App-config in a ConfigMap is checked]', async () => {
    const text = [
      'apiVersion: v1',
      'kind: Secret',
      '---',
      'apiVersion: v1',
      'kind: ConfigMap',
      'data:',
      '  app-config.yaml: |',
      '    boost:',
      '      security: {mode: none}',
      '      modle: {}',
      '  later.yml: |',
      '    boost:',
      '      security:',
      '        mode: ful',
      '  other.txt: "boost: 1"',
      '',
    ].join('\n');
    expect((await checkScratch({ 'map.yaml': text }, { files: ['map.yaml'] })).told).toEqual([
      'map.yaml:10:7 error unknown_key boost.modle',
      'map.yaml:14:15 error invalid_value boost.security.mode',
    ]);
  });

  it('may begin with a byte order mark', async () => {
    expect((await checkScratch({ 'app-config.yaml': '\uFEFFboost: {}\n' })).told).toEqual([
      'app-config.yaml:1:1 error required boost.security.mode',
    ]);
    const second = await checkScratch({ 'app-config.yaml': `\uFEFF${wrong}` });
    expect(second.told).toEqual(['app-config.yaml:3:11 error invalid_value boost.security.mode']);
  });
});

describe('a refused file', () => {
  it.each([
    ['is not valid YAML', 'a: "hunter2\nb: 1\n', /^app-config\.yaml:\d+:\d+ error invalid_yaml$/],
    ['has tabs', 'a:\n\tb: hunter2\n', /^app-config\.yaml:2:1 error invalid_yaml$/],
    ['has a key twice', 'a: 1\nb: 2\na: hunter2\n', /^app-config\.yaml:3:1 error duplicate_key a$/],
    ['has a second document', 'a: 1\n---\n', /^app-config\.yaml:2:1 error several_documents$/],
    ['is a list', '- hunter2\n', /^app-config\.yaml:1:1 error no_mapping$/],
    ['is a text', 'hunter2', /^app-config\.yaml:1:1 error no_mapping$/],
    ['is a variable', '$env: A', /^app-config\.yaml:1:1 error no_mapping$/],
    ['includes a list', '$include: list.yaml', /^app-config\.yaml:1:1 error no_mapping$/],
    ['has an alias without an anchor', 'a: *hunter2', /^app-config\.yaml:1:4 error unknown_alias$/],
    ['contains itself', 'a: &a [*a]', /^app-config\.yaml:1:8 error recursive_alias$/],
  ])(
    'that %s ends with 2 [configuration-check/Refused file ends with 2]',
    async (_, text, finding) => {
      const report = await checkScratch({ 'app-config.yaml': text, 'list.yaml': '[1]' });
      expect(report.exitCode).toBe(2);
      expect(report.told).toEqual([expect.stringMatching(finding)]);
      expect(JSON.stringify(report.findings)).not.toContain('hunter2');
    },
  );

  it('that is a folder or is missing ends with 2 [configuration-check/Refused file ends with 2]', async () => {
    const report = await checkScratch({ 'folder/x': '' }, { files: ['folder', 'none.yaml'] });
    expect(report).toMatchObject({
      exitCode: 2,
      told: ['folder:1:1 error unreadable_file', 'none.yaml:1:1 error unreadable_file'],
      files: [],
    });
  });

  it('stops the judging, not the reading [configuration-check/Nothing is judged when a file is refused]', async () => {
    const files = {
      'one.yaml': 'a: [',
      'two.yaml': `${wrong}app: {x: {$include: none.yaml}}`,
      'three.yaml': '- 1',
    };
    const report = await checkScratch(files, { files: Object.keys(files) });
    expect(report.exitCode).toBe(2);
    expect(report.told).toEqual([
      'one.yaml:1:5 error invalid_yaml',
      'two.yaml:4:21 error include_missing app.x',
      'three.yaml:1:1 error no_mapping',
    ]);
  });

  it('may be an alias bomb [configuration-check/Oversized input is refused]', async () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let level = 1; level < 12; level += 1) {
      const below = Array.from({ length: 10 }, () => `*a${level - 1}`).join(', ');
      lines.push(`a${level}: &a${level} [${below}]`);
    }
    const started = process.cpuUsage();
    const report = await checkScratch({ 'app-config.yaml': lines.join('\n') });
    expect(report).toMatchObject({ exitCode: 2, findings: [{ code: 'alias_bomb' }] });
    expect(process.cpuUsage(started).user).toBeLessThan(1_000_000);
  });

  it('may be larger than 5 MB [configuration-check/Oversized input is refused]', async () => {
    const text = `${full}# ${'x'.repeat(5_000_000)}`;
    expect(await checkScratch({ 'app-config.yaml': text })).toMatchObject({
      exitCode: 2,
      told: ['app-config.yaml:1:1 error too_large'],
    });
  });
});

describe('more than can be read', () => {
  it('is refused when includes repeat includes [configuration-check/Oversized input is refused]', async () => {
    const lines = Array.from({ length: 30 }, (_, level) => {
      const next = `{$include: "app-config.yaml#a${level + 1}"}`;
      return `a${level}: [${next}, ${next}]`;
    });
    const report = await checkScratch({ 'app-config.yaml': `${lines.join('\n')}\na30: x\n` });
    expect(report).toMatchObject({
      exitCode: 2,
      told: ['app-config.yaml:1:1 error too_many_includes'],
    });
  });

  it('is refused when aliases and includes repeat much [configuration-check/Oversized input is refused]', async () => {
    const list = `[${'1,'.repeat(11_000)}]`;
    const includes = '{$include: list.json},'.repeat(100);
    const text = `a: [${includes}]\nb: &b ${list}\nc: [${'*b,'.repeat(99)}]\n`;
    const files = { 'app-config.yaml': text, 'list.json': list.replace(',]', ']') };
    const report = await checkScratch(files);
    expect(report).toMatchObject({ exitCode: 2, findings: [{ code: 'too_many_values' }] });
  });

  it.each([
    ['brackets', `a: ${'['.repeat(300)}${']'.repeat(300)}`],
    ['many brackets', `a: ${'['.repeat(100_000)}`],
    ['sections', Array.from({ length: 300 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
  ])(
    'is refused when %s lie too deep [configuration-check/Oversized input is refused]',
    async (_, text) => {
      const report = await checkScratch({ 'app-config.yaml': text });
      expect(report).toMatchObject({ exitCode: 2, findings: [{ code: 'too_deep' }] });
    },
  );

  it('is not refused at a depth that people write [configuration-check/Oversized input is refused]', async () => {
    const text = `a: ${'['.repeat(200)}${']'.repeat(200)}`;
    const allowEmpty = { allowEmpty: true };
    expect((await checkScratch({ 'app-config.yaml': text }, allowEmpty)).exitCode).toBe(0);
  });
});

it('no file is changed', async () => {
  await inScratch({ 'app-config.yaml': `${wrong}\r\n# end` }, async cwd => {
    await checkAppConfig({ cwd, env: {} });
    expect(readFileSync(join(cwd, 'app-config.yaml'), 'utf8')).toBe(`${wrong}\r\n# end`);
  });
});
