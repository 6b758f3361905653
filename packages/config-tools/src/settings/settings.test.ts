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
    const others = folderWith({ ...files, 'boost-config.yaml': setting('examples/**') });
    expect((await run(['check'], { cwd: others })).exitCode).toBe(1);
  });

  it('B9: sets limits and contributed fields for each run [configuration-command/Settings apply to each run]', async () => {
    const fields = "export default { owner: '@acme/x', version: 1, fields: {}, migrations: [] };\n";
    const cwd = folderWith({
      'a.yaml': 'boost: { security: { mode: full }, systemPrompt: "${NO_SUCH_VARIABLE}" }\n',
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
    ['an alias', 'fields: &f [a]\nignore: *f\n', 'ignore is an alias.'],
    ['no YAML', 'fields: "\n', 'The file is not valid YAML here.'],
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

  it('B9: the published schema refuses what the command refuses [configuration-command/Mistake in the settings is reported]', () => {
    const schema = JSON.parse(
      readFileSync(join(import.meta.dirname, '../../schema/boost-config.schema.json'), 'utf8'),
    );
    const validate = new Ajv().compile(schema);
    expect(validate(parse(`${environments}maxWarnings: 0\nfields: [a]\n`))).toBe(true);
    expect(validate(parse('maxWarning: 1\n'))).toBe(false);
    expect(validate(parse('environments: { a: [] }\n'))).toBe(false);
    expect(validate(parse('ignore: [{ code: a, files: b }]\n'))).toBe(false);
    expect(validate(parse('ignore: [{ code: wrong_type, files: b, reason: c }]\n'))).toBe(true);
    expect(validate(parse('ignore: [{ code: wrong_typ, files: b, reason: c }]\n'))).toBe(false);
  });
});
