import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  builtCommand,
  cleanSummary,
  folderWith,
  run,
  runBuilt,
} from '../../test/command/command.fixture.ts';

const clean = 'boost: { security: { mode: full } }\n';
const typo = 'boost: { security: { mdoe: full, mode: full } }\n';
const warning = 'boost: { security: { mode: full }, systemPrompt: "${NO_SUCH_VARIABLE}" }\n';
const secret =
  'boost: { security: { mode: full }, encryptionSecret: "wPq8Zt2mVx5Ld9Rk3Bn7Hs1Yc6Gf4Ja0uEoT" }\n';
const other = 'apiVersion: v1\nkind: Service\n';

/** What is read as several documents, or as no YAML at all, and has nothing to do with Boost. */
const template =
  'kind: {{ .Values.kind }}\n---\nboost.example.com/name: a\nimage: quay.io/boost:1\n';

describe('a run that judged nothing', () => {
  it('B7: ends with 1 and names the remedy [configuration-command/Run without any section fails]', async () => {
    const cwd = folderWith({ 'values.yaml': other });
    const { stdout, stderr, exitCode } = await runBuilt(['check', 'values.yaml'], { cwd });
    expect(stdout).toContain('1 file read, 0 sections judged');
    expect(stderr).toContain('--allow-empty');
    expect(exitCode).toBe(1);
  });

  it('B7: ends with 0 with --allow-empty [configuration-command/Run without any section is accepted on request]', async () => {
    const cwd = folderWith({ 'values.yaml': other });
    expect(await runBuilt(['check', 'values.yaml', '--allow-empty'], { cwd })).toEqual({
      stdout:
        'No boost section in values.yaml.\n1 file read, 0 sections judged, 0 errors, 0 warnings\n',
      stderr: '',
      exitCode: 0,
    });
  });

  it('B7: a folder without YAML files is such a run', async () => {
    const cwd = folderWith({ 'deploy/README.md': 'boost: {}' });
    expect((await run(['check', 'deploy'], { cwd })).exitCode).toBe(1);
    expect((await run(['check', 'deploy', '--allow-empty'], { cwd })).exitCode).toBe(0);
  });
});

describe('a folder', () => {
  it.each([
    [
      'a Secret in base64',
      (config: string) =>
        `kind: Secret\ndata:\n  app-config.yaml: ${Buffer.from(config).toString('base64')}\n`,
    ],
    [
      'a Secret in base64 over several lines',
      (config: string) =>
        `kind: Secret\ndata:\n  app-config.yaml: |\n    ${Buffer.from(config).toString('base64').replaceAll(/.{7}/g, '$&\n    ')}\n`,
    ],
    [
      'a JSON patch of one key',
      () => '- {op: add, path: /backstage/appConfig/boost/security/mdoe, value: full}\n',
    ],
    [
      'a parameter of Helm',
      () => 'helm: {parameters: [{name: backstage.appConfig.boost.security.mdoe, value: full}]}\n',
    ],
  ])('B6: has %s, which is judged', async (_, write) => {
    for (const shift of ['', ' ', '  ']) {
      const text = write(`#${shift}\nboost:\n  security:\n    mdoe: full\n    mode: full\n`);
      const cwd = folderWith({ 'deploy/a.yaml': text });
      const { stdout } = await run(['check', 'deploy'], { cwd });
      expect(stdout).toContain('boost.security.mdoe');
    }
  });
});

describe('the summary', () => {
  it('B7: names the files without a section [configuration-command/Summary ends each run]', async () => {
    const cwd = folderWith({ 'a.yaml': typo, 'b.yaml': other });
    const { stdout, stderr } = await runBuilt(['check', 'a.yaml', 'b.yaml'], { cwd });
    expect(stdout).toMatch(
      /\nNo boost section in b\.yaml\.\n2 files read, 1 section judged, 1 error, 0 warnings\n$/,
    );
    expect(stdout).not.toContain('boost_missing');
    expect(stderr).toBe('');
  });

  it('B7: is the last line when a file cannot be read [configuration-command/Summary ends each run]', async () => {
    const { stdout } = await run(['check', 'none.yaml'], { cwd: folderWith() });
    expect(stdout).toMatch(/\n0 files read, 0 sections judged, 1 error, 0 warnings\n$/);
  });

  it.each(['json', 'github', 'sarif'])(
    'B7: goes to stderr beside %s [configuration-command/Documents stay parsable beside the summary]',
    async output => {
      const cwd = folderWith({ 'a.yaml': typo });
      const { stdout, stderr } = await runBuilt(['check', 'a.yaml', '--output', output], { cwd });
      expect(stderr).toBe('1 file read, 1 section judged, 1 error, 0 warnings\n');
      expect(stdout).not.toContain('file read');
      expect(stdout).toMatch(output === 'github' ? /^::error [^\n]+\n$/ : /^\{\n[^]*\n\}\n$/);
    },
  );

  it('B7: its counts are members of the JSON [configuration-command/Documents stay parsable beside the summary]', async () => {
    const cwd = folderWith({ 'a.yaml': warning, 'b.yaml': other });
    const { stdout } = await run(['check', 'a.yaml', 'b.yaml', '--output', 'json'], { cwd });
    expect(JSON.parse(stdout)).toMatchObject({
      files: ['a.yaml', 'b.yaml'],
      sections: 1,
      withoutSection: ['b.yaml'],
      ignored: 0,
      errors: 0,
      warnings: 1,
    });
  });
});

describe('the limits of a run', () => {
  it('B7: --quiet shows errors alone, and counts all [configuration-command/Quiet run shows errors only]', async () => {
    const cwd = folderWith({ 'a.yaml': `${warning.slice(0, -3)}, sytemPrompt: a }\n` });
    const { stdout, exitCode } = await runBuilt(['check', 'a.yaml', '--quiet'], { cwd });
    expect(stdout).toContain('[unknown_key]');
    expect(stdout).not.toContain('[unset_variable]');
    expect(stdout).toMatch(/1 error, 1 warning\n$/);
    expect(exitCode).toBe(1);
  });

  it('B7: the summary counts each unset variable, and --max-warnings none of them [configuration-command/Unset variables are one line]', async () => {
    const two =
      'boost: { security: { mode: full }, systemPrompt: "${A}", model: { name: "${B}" } }\n';
    const cwd = folderWith({ 'a.yaml': two });
    const text = await runBuilt(['check', 'a.yaml', '--max-warnings', '0'], { cwd });
    expect(text.stdout).toMatch(/^warning 2 values were not checked[^\n]+\n[^\n]+\n\n1 file read/);
    expect(text.stdout).toMatch(/, 2 warnings\n$/);
    expect([text.stderr, text.exitCode]).toEqual(['', 0]);
    const json = await run(['check', 'a.yaml', '--output', 'json'], { cwd });
    expect(JSON.parse(json.stdout)).toMatchObject({ warnings: 2 });
  });

  it('B7: --max-warnings ends with 1 beyond the number [configuration-command/Too many warnings fail]', async () => {
    const cwd = folderWith({ 'a.yaml': secret });
    const strict = await runBuilt(['check', 'a.yaml', '--max-warnings', '0', '--quiet'], { cwd });
    expect(strict.stderr).toBe('Too many warnings: 1, and at most 0 are allowed.\n');
    expect(strict.exitCode).toBe(1);
    expect((await run(['check', 'a.yaml', '--max-warnings', '1'], { cwd })).exitCode).toBe(0);
  });

  it.each(['-1', '1.5', 'many', ''])('B7: refuses %j warnings', async number => {
    const { stderr, exitCode } = await run(['check', `--max-warnings=${number}`]);
    expect(stderr).toContain('Write a whole number, 0 or more.');
    expect(exitCode).toBe(2);
  });
});

describe('the files of a run', () => {
  it('B7: --config merges as named files do [configuration-command/Files are named as Backstage names them]', async () => {
    const cwd = folderWith({ 'a.yaml': 'boost: { security: { mode: no } }\n', 'b.yaml': clean });
    const args = ['check', '--config', 'a.yaml', '--config', 'b.yaml'];
    expect((await runBuilt(args, { cwd })).exitCode).toBe(0);
    const reversed = ['check', '--config', 'b.yaml', '--config', 'a.yaml'];
    expect((await run(reversed, { cwd })).stdout).toContain('a.yaml:1:28 error');
    const both = await run(['check', 'a.yaml', '--config', 'b.yaml'], { cwd });
    expect(both.stderr).toContain('either with --config or without it');
    expect(both.exitCode).toBe(2);
  });

  const tree = {
    'deploy/a/config.yaml': typo,
    'deploy/b/config.yml': clean,
    'deploy/b/template.yaml': template,
    'deploy/node_modules/x/config.yaml': typo,
    'deploy/.hidden/config.yaml': typo,
    'deploy/notes.txt': typo,
  };

  it('B7: each file of a folder is a configuration [configuration-command/Each file of a folder is checked by itself]', async () => {
    const { stdout, exitCode } = await runBuilt(['check', 'deploy'], { cwd: folderWith(tree) });
    expect(stdout.match(/^\S+:\d+:\d+ \w+/gm)).toEqual(['deploy/a/config.yaml:1:22 error']);
    expect(stdout).toMatch(
      /No boost section in deploy\/b\/template\.yaml\.\n3 files read, 2 sections judged, 1 error/,
    );
    expect(exitCode).toBe(1);
  });

  it('B8: a near miss of a section is reported in a folder [configuration-command/Near miss in a folder is reported]', async () => {
    const cwd = folderWith({
      'deploy/a.yaml': clean,
      'deploy/misspelt.yaml': 'bosot: { security: { mode: full } }\n',
      'deploy/misplaced.yaml': 'app: { title: x }\nkagenti: { auth: { clientId: x } }\n',
      'deploy/map.yaml':
        'kind: ConfigMap\ndata:\n  app-config.yaml: |\n    kagenti: { auth: { clientId: x } }\n',
      'deploy/other.yaml': 'security: { enabled: true }\nmodel: x\nproviders: []\n',
      'deploy/template.yaml': 'model: {{ .Values.model }}\nkagenti: {{ x\n',
    });
    const { stdout, exitCode } = await runBuilt(['check', 'deploy'], { cwd });
    expect(stdout.match(/^\S+ warning .+/gm)).toEqual([
      'deploy/map.yaml:4:5 warning kagenti is at the top level, where Boost does not read it [boost_misplaced]',
      'deploy/misplaced.yaml:2:1 warning kagenti is at the top level, where Boost does not read it [boost_misplaced]',
      'deploy/misspelt.yaml:1:1 warning bosot is not read as the section boost [near_boost]',
    ]);
    expect(stdout).toContain('\n6 files read, 1 section judged, 0 errors, 3 warnings\n');
    expect(exitCode).toBe(0);
  });

  it.skipIf(process.getuid?.() === 0 && !existsSync('/usr/bin/setpriv'))(
    'B7: a folder that cannot be read is an error',
    async () => {
      const cwd = folderWith({ 'a/ok.yaml': clean, 'a/locked/b.yaml': typo });
      for (const folder of [cwd, join(cwd, 'a')]) chmodSync(folder, 0o755);
      chmodSync(join(cwd, 'a/locked'), 0o000);
      onTestFinished(() => chmodSync(join(cwd, 'a/locked'), 0o755));
      const asNobody = process.getuid?.() === 0 ? ['setpriv', '--reuid', '65534'] : [];
      const command = [...asNobody, process.execPath, builtCommand, 'check', 'a'];
      const { status, stderr } = spawnSync('env', command, { cwd, encoding: 'utf8' });
      expect(stderr).toContain('The folder a/locked cannot be read (EACCES).');
      expect(status).toBe(2);
    },
  );

  it('B6: --at in a folder is wrong only when none of its files has the path', async () => {
    const cwd = folderWith({ 'a/x.yaml': `portal: { ${typo.trim()} }\n`, 'a/y.yaml': clean });
    const found = await runBuilt(['check', '--at', 'portal', 'a'], { cwd });
    expect(found.stdout).toContain('2 files read, 2 sections judged, 1 error, 0 warnings');
    expect(found.exitCode).toBe(1);
    const wrong = await run(['check', '--at', 'portla', 'a'], { cwd });
    expect(wrong.stdout).toContain('error no file has portla');
    expect(wrong.exitCode).toBe(2);
  });

  it.each([[['check', '']], [['check', '--config', '']], [['check', '--each', '']]])(
    'B7: %j does not check the whole folder',
    async args => {
      const { stdout, stderr, exitCode } = await run(args, {
        cwd: folderWith({ 'a.yaml': clean }),
      });
      expect([stdout, stderr]).toEqual([
        '',
        'error: The name of a file is empty. Name the file.\n',
      ]);
      expect(exitCode).toBe(2);
    },
  );

  it('B7: a folder with links in a circle is read once', async () => {
    const cwd = folderWith({ 'a/x.yaml': typo });
    symlinkSync('..', join(cwd, 'a/up'));
    const { stdout } = await run(['check', 'a'], { cwd });
    expect(stdout).toContain('1 file read, 1 section judged, 1 error');
  });

  it.each([[['deploy']], [['deploy/*.yaml']], [['--each', 'deploy/a.yaml', 'deploy/cm.yaml']]])(
    'B7: a template is a warning in %j [configuration-command/Template of a chart is a warning in a folder]',
    async args => {
      const cwd = folderWith({
        'deploy/a.yaml': clean,
        'deploy/cm.yaml':
          'data:\n  app-config.yaml: |\n    boost:\n      x: 1\n{{- if .Values.x }}\n  y: 1\n{{- end }}\n',
      });
      const { stdout, exitCode } = await run(['check', ...args], { cwd });
      expect(stdout).toMatch(/^deploy\/cm\.yaml:\d+:\d+ warning .*\[helm_template\]/m);
      expect(stdout).toContain('2 files read, 1 section judged, 0 errors, 1 warning\n');
      expect(exitCode).toBe(0);
      expect((await run(['check', 'deploy/cm.yaml'], { cwd })).exitCode).toBe(2);
    },
  );

  it('B7: a quoted pattern is expanded [configuration-command/Each file of a folder is checked by itself]', async () => {
    const cwd = folderWith(tree);
    const { stdout } = await runBuilt(['check', 'deploy/**/config.{yaml,yml}'], { cwd });
    expect(stdout).toContain('2 files read, 2 sections judged, 1 error');
    const none = await run(['check', 'none/*.yaml'], { cwd });
    expect(none.stderr).toContain('No file matches the pattern none/*.yaml.');
    expect(none.exitCode).toBe(2);
  });

  it('B7: --each does not merge the named files [configuration-command/Named files are checked apart on request]', async () => {
    const lists = { 'a.yaml': 'boost: { security: { mode: no } }\n', 'b.yaml': clean };
    const cwd = folderWith(lists);
    expect((await run(['check', 'a.yaml', 'b.yaml'], { cwd })).exitCode).toBe(0);
    expect((await runBuilt(['check', '--each', 'a.yaml', 'b.yaml'], { cwd })).exitCode).toBe(1);
  });

  it('B7: an overlay is checked over its base [configuration-command/Overlay is checked over its base]', async () => {
    const cwd = folderWith({
      'x/app-config.yaml': clean,
      'x/app-config.production.yaml': 'boost: { systemPrompt: Hello }\n',
    });
    const args = ['check', '--each', 'x/app-config.production.yaml'];
    expect((await runBuilt(args, { cwd })).stdout).toBe(
      '2 files read, 2 sections judged, 0 errors, 0 warnings\n',
    );
  });

  it('B7: a finding of a base is reported once for all its overlays', async () => {
    const cwd = folderWith({
      'app-config.yaml': typo,
      'app-config.a.yaml': clean,
      'app-config.b.yaml': clean,
    });
    expect((await run(['check', '.'], { cwd })).stdout).toContain('3 files read');
    expect((await run(['check', '.'], { cwd })).stdout.match(/unknown_key/g)).toHaveLength(1);
  });

  it('B7: an unreadable file does not hide the findings of others', async () => {
    const cwd = folderWith({ 'a/x.yaml': typo, 'a/y.yaml': 'boost: "\n' });
    const { stdout, exitCode } = await run(['check', 'a'], { cwd });
    expect(stdout).toContain('[unknown_key]');
    expect(stdout).not.toContain('No field was judged');
    expect(exitCode).toBe(2);
  });

  it('B7: standard input is read beside --each', async () => {
    const { stdout } = await runBuilt(['check', '--each', '-'], {
      cwd: folderWith(),
      stdin: clean,
    });
    expect(stdout).toBe(cleanSummary);
  });
});

describe('names of options', () => {
  it.each([
    ['check', 'a.yaml'],
    ['migrate', 'a.yaml'],
    ['explain', 'security.mode'],
  ])(
    'B7: --format is --output of %s [configuration-command/Output has two names]',
    async (...args) => {
      const cwd = folderWith({ 'a.yaml': clean });
      const byFormat = await run([...args, '--format', 'json'], { cwd });
      expect(() => JSON.parse(byFormat.stdout)).not.toThrow();
      expect(byFormat).toEqual(await run([...args, '--output=json'], { cwd }));
    },
  );

  it.each([
    [['-h'], 'Usage: boost-config [options]'],
    [['help'], 'Usage: boost-config [options]'],
    [['help', 'check'], 'Usage: boost-config check '],
    [['check', '-h'], 'Usage: boost-config check '],
  ])(
    'B7: %j prints help [configuration-command/Help is found by each of its names]',
    async (args, usage) => {
      expect(await runBuilt(args)).toMatchObject({
        stdout: expect.stringContaining(usage),
        stderr: '',
        exitCode: 0,
      });
    },
  );
});

it('B7: help of an unknown command names it', async () => {
  const { stdout, stderr, exitCode } = await run(['help', 'chek']);
  expect(stderr).toMatch(/^error: unknown command 'chek'\n\(Did you mean check\?\)/);
  expect([stdout, exitCode]).toEqual(['', 2]);
});

describe('a code host', () => {
  it('B11: gets names from the workspace, or from the root of the repository [configuration-command/Code hosts get names from the root]', async () => {
    const root = folderWith({ 'deploy/a.yaml': typo, '.git/HEAD': '' });
    const cwd = join(root, 'deploy');
    const args = ['check', 'a.yaml', '--output', 'github'];
    expect((await runBuilt(args, { cwd })).stdout).toContain('file=deploy/a.yaml,');
    const place = { cwd, env: { GITHUB_WORKSPACE: cwd } };
    expect((await runBuilt(args, place)).stdout).toContain('file=a.yaml,');
  });
});
