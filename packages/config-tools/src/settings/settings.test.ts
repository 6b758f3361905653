import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { folderWith, run, runBuilt } from '../../test/command/command.fixture.ts';

const base = 'boost: { security: { mode: full } }\n';
const wrong = 'boost: { systemPrompt: { a: 1 } }\n';
const environments =
  'environments:\n  development: [app-config.yaml]\n  production: [app-config.yaml, app-config.production.yaml]\n';
const files = {
  'app-config.yaml': base,
  'app-config.production.yaml': wrong,
  'boost-config.yaml': environments,
};

/** Settings that ignore a code in the files of a pattern. */
const setting = (pattern: string) =>
  `${environments}ignore: [{ code: wrong_type, files: "${pattern}", reason: of a test }]\n`;

describe('boost-config.yaml', () => {
  it('B9: its environments are checked when no file is named [configuration-command/Each environment is checked]', async () => {
    const cwd = folderWith(files);
    const { stdout, stderr, exitCode } = await runBuilt(['check'], { cwd });
    expect(stderr).toBe(
      'Checking the environments of boost-config.yaml:\n  development: app-config.yaml\n  production: app-config.yaml, app-config.production.yaml\n',
    );
    expect(stdout).toMatch(/^app-config\.production\.yaml:1:10 error boost\.systemPrompt/);
    expect(stdout).toMatch(/\n2 files read, 2 sections judged, 1 error, 0 warnings\n$/);
    expect(exitCode).toBe(1);
  });

  it('B9: is found from a folder below, up to the root of the repository [configuration-command/Settings are found above]', async () => {
    const cwd = folderWith({ ...files, 'repository/deploy/a.yaml': base });
    const below = join(cwd, 'repository/deploy');
    expect((await runBuilt(['check'], { cwd: below })).stdout).toContain(
      '../../app-config.production.yaml:1:10 error',
    );
    mkdirSync(join(cwd, 'repository/.git'));
    expect((await run(['check', 'a.yaml'], { cwd: below })).exitCode).toBe(0);
    expect((await run(['check'], { cwd: below })).exitCode).toBe(2);
  });

  it('B9: --settings names another file [configuration-command/Settings are found above]', async () => {
    const cwd = folderWith({ ...files, 'ci/settings.yaml': 'maxWarnings: 0\n' });
    expect((await run(['check', '--settings', 'ci/settings.yaml'], { cwd })).exitCode).toBe(0);
    const missing = await run(['check', '--settings', 'none.yaml'], { cwd });
    expect(missing.stderr).toContain('none.yaml does not exist');
    expect(missing.exitCode).toBe(2);
  });

  it('B9: decides what a changed file is merged with [configuration-command/Changed file is checked in its environments]', async () => {
    const cwd = folderWith({
      'base.yaml': base,
      'prod.yaml': 'boost: { systemPrompt: Hello }\n',
      'boost-config.yaml': 'environments: { production: [base.yaml, prod.yaml] }\n',
    });
    const { stdout, exitCode } = await runBuilt(['check', '--each', 'prod.yaml'], { cwd });
    expect(stdout).toContain('2 files read, 2 sections judged, 0 errors');
    expect(exitCode).toBe(0);
  });

  it('B9: ignores a code in files of a pattern [configuration-command/Settings leave findings out]', async () => {
    const cwd = folderWith({ ...files, 'boost-config.yaml': setting('app-config.*.yaml') });
    const { stdout, exitCode } = await runBuilt(['check'], { cwd });
    expect(stdout).toBe('2 files read, 2 sections judged, 0 errors, 0 warnings, 1 ignored\n');
    expect(exitCode).toBe(0);
    const dotted = folderWith({ ...files, 'boost-config.yaml': setting('./app-config.*.yaml') });
    expect((await run(['check'], { cwd: dotted })).exitCode).toBe(0);
    const others = folderWith({ ...files, 'boost-config.yaml': setting('examples/**') });
    expect((await run(['check'], { cwd: others })).exitCode).toBe(1);
  });

  it('B9: never ignore that a file cannot be read', async () => {
    const ignoring = 'ignore: [{ code: unreadable_file, files: "**", reason: of a test }]\n';
    const cwd = folderWith({ 'a.yaml': base, 'boost-config.yaml': ignoring });
    const { stderr, exitCode } = await run(['check', 'a.yaml'], { cwd });
    expect(stderr).toContain('ignore[0].code unreadable_file cannot be ignored');
    expect(exitCode).toBe(2);
  });

  it('B9: sets limits and contributed fields for each run [configuration-command/Settings apply to each run]', async () => {
    const fields = "export default { owner: '@acme/x', version: 1, fields: {}, migrations: [] };\n";
    const cwd = folderWith({
      'a.yaml':
        'boost: { security: { mode: full }, encryptionSecret: "wPq8Zt2mVx5Ld9Rk3Bn7Hs1Yc6Gf4Ja0uEoT" }\n',
      'fields/x.mjs': fields,
      'boost-config.yaml': 'fields: [./fields/x.mjs]\nmaxWarnings: 0\n',
    });
    expect((await runBuilt(['check', 'a.yaml'], { cwd })).exitCode).toBe(1);
    expect((await run(['check', 'a.yaml', '--max-warnings', '1'], { cwd })).exitCode).toBe(0);
    const broken = { 'boost-config.yaml': 'fields: [./none.mjs]\n', 'a.yaml': base };
    expect((await run(['check', 'a.yaml'], { cwd: folderWith(broken) })).stderr).toContain(
      'none.mjs cannot be loaded',
    );
  });

  it('B9: strictEnv and allowOutside are read', async () => {
    const text = 'boost: { security: { mode: full }, systemPrompt: "${NO_SUCH_VARIABLE}" }\n';
    const cwd = folderWith({ 'a.yaml': text, 'boost-config.yaml': 'strictEnv: true\n' });
    expect((await run(['check', 'a.yaml'], { cwd })).exitCode).toBe(1);
    const outside = {
      'a/a.yaml': 'boost: { $include: ../b.yaml }\n',
      'b.yaml': 'security: { mode: full }\n',
      'boost-config.yaml': 'allowOutside: true\n',
    };
    expect((await run(['check', 'a/a.yaml'], { cwd: folderWith(outside) })).exitCode).toBe(0);
  });

  it('B9: unknownKeys and at are read, and the command line replaces them [configuration-command/Settings apply to each run]', async () => {
    const cwd = folderWith({
      'a.yaml': 'portal: { boost: { security: { mode: full }, mdoe: 1 } }\nother: { x: 1 }\n',
      'b.yaml': base,
      'boost-config.yaml': 'unknownKeys: warn\nat: [portal]\n',
    });
    expect((await runBuilt(['check', 'a.yaml'], { cwd })).stdout).toMatch(
      /^a\.yaml:1:46 warning boost\.mdoe[^]*1 section judged, 0 errors, 1 warning\n$/,
    );
    const strict = await run(['check', 'a.yaml', '--unknown-keys', 'error'], { cwd });
    expect(strict.stdout).toContain('a.yaml:1:46 error boost.mdoe');
    const elsewhere = await run(['check', 'a.yaml', '--at', 'other'], { cwd });
    expect(elsewhere.stdout).toContain('0 sections judged');
    expect((await run(['check', 'b.yaml'], { cwd })).exitCode).toBe(0);
  });

  it.each([[[]], [['--each', 'app-config.production.yaml']]])(
    'B9: a finding names the environments that have it (%j) [configuration-command/Finding names its environments]',
    async given => {
      const cwd = folderWith({
        'app-config.yaml': base,
        'app-config.production.yaml': wrong,
        'boost-config.yaml': `${environments}  stage: [app-config.yaml, app-config.production.yaml]\n`,
      });
      const args = ['check', ...given];
      const { stdout } = await runBuilt(args, { cwd });
      expect(stdout.match(/\(in production, stage\) \[wrong_type\]/g)).toHaveLength(1);
      expect((await run([...args, '--output', 'github'], { cwd })).stdout).toContain(
        '(in production, stage). ',
      );
      const { findings } = JSON.parse((await run([...args, '--output', 'json'], { cwd })).stdout);
      expect(findings).toMatchObject([{ environments: ['production', 'stage'] }]);
    },
  );

  it('B9: files of exclude are not checked in a folder, a pattern or with --each [configuration-command/Settings exclude files]', async () => {
    const cwd = folderWith({
      'deploy/a.yaml': base,
      'deploy/charts/cm.yaml': 'boost: "\n',
      'boost-config.yaml': 'exclude: ["./deploy/charts/**"]\n',
    });
    const summary = '1 file read, 1 section judged, 0 errors, 0 warnings\n';
    for (const args of [
      ['deploy'],
      ['**/*.yaml'],
      ['--each', 'deploy/charts/cm.yaml', 'deploy/a.yaml'],
    ]) {
      const { stdout, exitCode } = await run(['check', ...args], { cwd });
      expect({ stdout, exitCode }).toEqual({ stdout: summary, exitCode: 0 });
    }
    expect((await run(['check', 'deploy/charts/cm.yaml'], { cwd })).exitCode).toBe(2);
  });

  it('B9: an error that keeps a file from being judged is not ignored', async () => {
    const text = 'boost: { security: { mode: full }, security: { mode: full } }\n';
    const cwd = folderWith({
      'a.yaml': text,
      'boost-config.yaml': 'ignore: [{ code: duplicate_key, files: a.yaml, reason: of a test }]\n',
    });
    const { stdout, exitCode } = await run(['check', 'a.yaml'], { cwd });
    expect(stdout).toContain('[duplicate_key]');
    expect(exitCode).toBe(2);
  });

  it('B9: settings and comments do not ignore what --strict-env makes an error [configuration-command/Strict check ignores no unset variable]', async () => {
    const comment = '  # boost-config-ignore-next-line unset_variable of a test\n';
    const cwd = folderWith({
      'a.yaml': 'boost:\n  security: { mode: full }\n  systemPrompt: ${NO_SUCH_VARIABLE}\n',
      'b.yaml': `boost:\n  security: { mode: full }\n${comment}  systemPrompt: \${NO_SUCH_VARIABLE}\n`,
      'boost-config.yaml': 'ignore: [{ code: unset_variable, files: a.yaml, reason: of a test }]\n',
    });
    for (const file of ['a.yaml', 'b.yaml']) {
      expect((await run(['check', file], { cwd })).stdout).toContain('0 warnings, 1 ignored');
      const strict = await run(['check', file, '--strict-env'], { cwd });
      expect(strict.stdout).toContain('1 error, 0 warnings\n');
      expect(strict.exitCode).toBe(1);
    }
  });

  it('B9: an unset variable does not count for maxWarnings [configuration-command/Unset variable is not one warning too many]', async () => {
    const text = 'boost: { security: { mode: full }, systemPrompt: "${NO_SUCH_VARIABLE}" }\n';
    const cwd = folderWith({ 'a.yaml': text, 'boost-config.yaml': 'maxWarnings: 0\n' });
    expect((await run(['check', 'a.yaml'], { cwd })).exitCode).toBe(0);
  });

  it('B9: one file of an environment is named with the environment', async () => {
    const cwd = folderWith(files);
    const { stderr } = await run(['check', 'app-config.production.yaml'], { cwd });
    expect(stderr).toBe(
      'app-config.production.yaml belongs to the environment production of boost-config.yaml. Run "boost-config check" without files, or with --each.\n',
    );
    expect((await run(['check', 'app-config.yaml'], { cwd })).stderr).toBe('');
  });

  it('B9: a module of the settings is named by them, and may also be named by --fields', async () => {
    const fields = "export default { owner: '@acme/x', version: 1, fields: {}, migrations: [] };\n";
    const cwd = folderWith({
      'a.yaml': base,
      'x.mjs': fields,
      'boost-config.yaml': 'fields: [./x.mjs]\n',
      'wrong.yaml': 'fields: [./none.mjs]\n',
    });
    expect((await run(['check', 'a.yaml', '--fields', 'x.mjs'], { cwd })).exitCode).toBe(0);
    const { stderr } = await run(['check', 'a.yaml', '--settings', 'wrong.yaml'], { cwd });
    expect(stderr).toMatch(/^error: wrong\.yaml: fields: .*none\.mjs cannot be loaded/);
  });

  it('B9: a missing file of an environment is reported with the environment', async () => {
    const cwd = folderWith({ 'app-config.yaml': base, 'boost-config.yaml': environments });
    const { stdout, exitCode } = await run(['check'], { cwd });
    expect(stdout).toContain('(in production)');
    expect(exitCode).toBe(2);
  });

  it('B9: is not checked itself', async () => {
    const cwd = folderWith({ ...files, 'app-config.production.yaml': base });
    expect((await run(['check', '.'], { cwd })).stdout).toBe(
      '2 files read, 2 sections judged, 0 errors, 0 warnings\n',
    );
  });

  it('B9: an ignore comment that one environment uses is used', async () => {
    const text =
      'boost:\n  security: { mode: full }\n  # boost-config-ignore-next-line wrong_type of a test\n  systemPrompt: { a: 1 }\n';
    const cwd = folderWith({
      'a.yaml': text,
      'b.yaml': 'boost: { systemPrompt: Hello }\n',
      'boost-config.yaml': 'environments: { one: [a.yaml], two: [a.yaml, b.yaml] }\n',
    });
    expect((await run(['check'], { cwd })).stdout).not.toContain('unused_ignore');
  });
});

describe('mistakes in boost-config.yaml', () => {
  it.each([
    [
      'an unknown setting',
      'maxWarning: 1\n',
      '1:1 maxWarning is not a known setting. Did you mean maxWarnings?',
    ],
    [
      'an unknown member',
      'ignore:\n  - { code: wrong_type, file: a, files: a, reason: b }\n',
      '2:25 ignore[0].file is not',
    ],
    [
      'a missing member',
      'ignore: [{ code: wrong_type, files: a }]\n',
      '1:10 ignore[0].reason is missing.',
    ],
    [
      'an empty reason',
      'ignore: [{ code: wrong_type, files: a, reason: "" }]\n',
      'ignore[0].reason must be text',
    ],
    ['a list in place of names', 'environments: [a.yaml]\n', '1:15 environments must be a mapping'],
    [
      'an environment without files',
      'environments: { a: [] }\n',
      'environments.a must not be empty.',
    ],
    ['a number as a file', 'environments: { a: [1] }\n', 'environments.a[0] must be text'],
    ['a negative number', 'maxWarnings: -1\n', '1:14 maxWarnings must be a whole number'],
    ['text as true or false', 'strictEnv: "true"\n', 'strictEnv must be true or false.'],
    [
      'an unknown code',
      'ignore: [{ code: wrong_typ, files: a, reason: b }]\n',
      'Did you mean wrong_type?',
    ],
    ['a key that is set twice', 'maxWarnings: 1\nmaxWarnings: 2\n', '2:1 maxWarnings is set twice'],
    ['several documents', 'maxWarnings: 1\n---\nmaxWarnings: 2\n', 'has several documents.'],
    ['another choice', 'unknownKeys: off\n', '1:14 unknownKeys must be error or warn.'],
    ['a path that is none', 'at: [a..b]\n', '1:6 at[0]: "a..b" is not a path.'],
    ['an alias', 'fields: &f [a]\nignore: *f\n', 'ignore is an alias.'],
    ['no YAML', 'fields: "\n', 'The file is not valid YAML: a quote'],
    ['a repeated setting', 'fields: []\nfields: []\n', '2:1 fields is set twice'],
    [
      'a code that cannot be ignored',
      'ignore: [{ code: invalid_yaml, files: "**", reason: b }]\n',
      '1:18 ignore[0].code invalid_yaml cannot be ignored: name the file in exclude instead.',
    ],
    ['a list', '- a\n', 'The file must be a mapping'],
  ])(
    'B9: %s is reported with its line [configuration-command/Mistake in the settings is reported]',
    async (_, text, message) => {
      const cwd = folderWith({ 'boost-config.yaml': text, 'a.yaml': base });
      const { stdout, stderr, exitCode } = await run(['check', 'a.yaml'], { cwd });
      expect(stderr).toMatch(/^error: boost-config\.yaml:\d+:\d+ /);
      expect(stderr).toContain(message);
      expect([stdout, exitCode]).toEqual(['', 2]);
    },
  );

  it('C14: a name in the settings forges no workflow command', async () => {
    const cwd = folderWith({ 'boost-config.yaml': '"a\\n::error::b": 1\n', 'a.yaml': base });
    const { stderr } = await run(['check', 'a.yaml'], { cwd });
    expect(stderr).toContain('a\\u000a::error::b is not a known setting.');
  });

  it('B9: the published schema refuses what the command refuses [configuration-command/Mistake in the settings is reported]', () => {
    const schema = JSON.parse(
      readFileSync(join(import.meta.dirname, '../../schema/boost-config.schema.json'), 'utf8'),
    );
    const validate = new Ajv().compile(schema);
    expect(validate(parse(`${environments}maxWarnings: 0\nfields: [a]\n`))).toBe(true);
    expect(validate(parse('unknownKeys: warn\nat: [spec.x]\n'))).toBe(true);
    expect(validate(parse('unknownKeys: off\n'))).toBe(false);
    expect(validate(parse('maxWarning: 1\n'))).toBe(false);
    expect(validate(parse('environments: { a: [] }\n'))).toBe(false);
    expect(validate(parse('ignore: [{ code: a, files: b }]\n'))).toBe(false);
    expect(validate(parse('ignore: [{ code: wrong_type, files: b, reason: c }]\n'))).toBe(true);
    expect(validate(parse('ignore: [{ code: wrong_typ, files: b, reason: c }]\n'))).toBe(false);
  });
});
