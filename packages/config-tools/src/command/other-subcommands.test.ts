import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, run, runBuilt } from '../../test/command/command.fixture.ts';

const root = join(import.meta.dirname, '../../../..');
const schemas = join(root, 'packages/config-schema/schema');
const version1 = `boost:
  security:
    mode: full # as before
  kagenti:
    auth:
      tokenExchange:
        enabled: true
        audience: the-audience
`;

describe('boost-config explain', () => {
  it('explains a field and a section [configuration-command/Field is explained]', async () => {
    const { stdout, stderr, exitCode } = await runBuilt(['explain', 'security.mode']);
    expect(stdout).toMatch(/^boost\.security\.mode\n/);
    expect([stderr, exitCode]).toEqual(['', 0]);
    expect(JSON.parse((await run(['explain', '--output', 'json'])).stdout).kind).toBe('section');
  });

  it('says on stderr what is not there [configuration-command/Unknown path names the nearest]', async () => {
    const { stdout, stderr, exitCode } = await runBuilt(['explain', 'security.mod\u001b']);
    expect(stderr).toBe(
      'security.mod\\u001b is not a known path. Did you mean boost.security.mode?\n',
    );
    expect([stdout, exitCode]).toEqual(['', 1]);
  });

  it('says on stderr which paths have the name [configuration-command/Name of several paths gives each path]', async () => {
    const { stdout, stderr, exitCode } = await run(['explain', 'baseUrl']);
    expect(stderr).toBe(
      'baseUrl is not a known path. Did you mean boost.model.baseUrl or boost.providers.kagenti.baseUrl?\n',
    );
    expect([stdout, exitCode]).toEqual(['', 1]);
  });

  it('says on stderr what replaced a removed key [configuration-command/Unknown path names the nearest]', async () => {
    const { stdout, stderr, exitCode } = await run(['explain', 'kagenti.auth.tokenExchange']);
    expect(stderr).toContain(
      'set tokenEndpoint, clientId and clientSecret below boost.kagenti.auth',
    );
    expect([stdout, exitCode]).toEqual(['', 1]);
  });
});

describe('boost-config schema', () => {
  it.each([
    ['editor', join(schemas, 'app-config.schema.json')],
    ['dynamic-plugins', join(schemas, 'dynamic-plugins.schema.json')],
    ['helm-values', join(schemas, 'helm-values.schema.json')],
    ['backstage', join(schemas, 'config.schema.json')],
    ['docs', join(root, 'docs/configuration.md')],
  ])(
    'writes what is committed for %s [configuration-command/Schema of each kind is written]',
    async (purpose, file) => {
      const { stdout, exitCode } = await runBuilt(['schema', '--for', purpose]);
      const committed = readFileSync(file, 'utf8');
      expect(purpose === 'docs' ? stdout : JSON.parse(stdout)).toEqual(
        purpose === 'docs' ? committed : JSON.parse(committed),
      );
      expect(exitCode).toBe(0);
    },
  );

  it('C12: writes the schema that is published with the one of SchemaStore [configuration-command/Schema is combined with others]', async () => {
    const url = 'https://www.schemastore.org/app-config.json';
    const { stdout, exitCode } = await run(['schema', '--with', url]);
    const file = join(schemas, 'app-config-with-schemastore.schema.json');
    expect(JSON.parse(stdout)).toEqual(JSON.parse(readFileSync(file, 'utf8')));
    expect(exitCode).toBe(0);
  });

  it('C12: combines with several schemas, for other files too [configuration-command/Schema is combined with others]', async () => {
    const urls = ['https://example.com/a.json', './b.json'];
    const options = urls.flatMap(url => ['--with', url]);
    const { stdout } = await run(['schema', '--for', 'helm-values', ...options]);
    expect(JSON.parse(stdout).allOf).toEqual(urls.map($ref => ({ $ref })));
  });

  it.each([
    ['backstage', 'https://example.com/a.json', /^error: --with combines schemas for editors/],
    ['docs', 'https://example.com/a.json', /^error: --with combines schemas for editors/],
    ['editor', '', /^error: --with takes the address of a schema/],
    ['editor', 'two words', /^error: --with takes the address of a schema/],
    ['editor', 'https://', /^error: --with takes the address of a schema/],
  ])(
    'C12: refuses for %s the address %j [configuration-command/Address that cannot be combined is refused]',
    async (purpose, url, message) => {
      const { stdout, stderr, exitCode } = await run(['schema', '--for', purpose, '--with', url]);
      expect(stderr).toMatch(message);
      expect([stdout, exitCode]).toEqual(['', 2]);
    },
  );

  it('C12: writes a schema by each command of the guide', async () => {
    const guide = readFileSync(join(root, 'docs/editor.md'), 'utf8');
    const commands = [...guide.matchAll(/^npx boost-config (schema .*) > [\w.-]+\.json$/gm)];
    expect(commands.length).toBeGreaterThan(3);
    for (const [, args = ''] of commands) {
      const { stdout, exitCode } = await run(args.split(' '));
      expect([exitCode, JSON.parse(stdout).type]).toEqual([0, 'object']);
    }
  });

  it('knows the fields of other modules [configuration-command/Schema of each kind is written]', async () => {
    const fields = ['--fields', '@rhdh-boost/config-schema/boost-modules'];
    const editor = await run(['schema', ...fields]);
    expect(editor.stdout).toContain('"connectors"');
    expect((await run(['schema', '--for', 'docs', ...fields])).stdout).toContain(
      'boost.connectors.jira.enabled',
    );
  });
});

describe('the table for boost-config compat', () => {
  it("D15: of Boost's own fields is the published one", async () => {
    const { stdout } = await run(['schema', '--for', 'table']);
    expect(JSON.parse(stdout)).toEqual(
      JSON.parse(readFileSync(join(schemas, 'fields.json'), 'utf8')),
    );
  });

  it('D15: of another module is a baseline that compat accepts', async () => {
    const fields = ['--fields', '@rhdh-boost/config-schema/boost-modules'];
    const { stdout } = await run(['schema', '--for', 'table', ...fields]);
    expect(JSON.parse(stdout).owner).toBe('@rhdh-boost/config-schema/boost-modules');
    const cwd = folderWith({ 'fields.json': stdout });
    const compared = await run(['compat', '--against', 'fields.json', ...fields], { cwd });
    expect(compared).toMatchObject({ stderr: '', exitCode: 0 });
  });
});

it.each(['check', 'migrate'])(
  'B8: %s without files suggests init in a folder without app-config',
  async command => {
    const { stdout, exitCode } = await run([command], { cwd: folderWith() });
    expect(stdout).toContain('Name your files, or run "boost-config init" to write a first one.');
    expect(stdout).not.toContain('Check the path');
    const named = await run([command, 'app-config.yaml'], { cwd: folderWith() });
    expect(named.stdout).toContain('Check the path');
    expect([exitCode, named.exitCode]).toEqual([2, 2]);
  },
);

it('B8: check of a file that has only an augment section suggests migrate', async () => {
  const cwd = folderWith({ 'a.yaml': 'augment: {systemPrompt: Help.}\n', 'b.yaml': 'app: {}\n' });
  const hint = 'The file has an augment section. Run "boost-config migrate".';
  expect((await run(['check', 'a.yaml'], { cwd })).stdout).toContain(hint);
  expect((await run(['check', 'b.yaml'], { cwd })).stdout).not.toContain('augment');
});

it('B9: a code frame of check shows the names of variables', async () => {
  const text =
    'boost:\n  security: {mode: full}\n  encryptionSecret: ${SECRET}\n  nope: 1\n  systemPrompt: "${prompt}"\n';
  const cwd = folderWith({ 'a.yaml': text });
  const { stdout } = await run(['check', 'a.yaml'], { cwd, env: { SECRET: 'c4n4ry'.repeat(6) } });
  expect(stdout).toContain('| encryptionSecret: ${SECRET}'.replace('| ', '|   '));
  expect(stdout).toContain('|   systemPrompt: ***');
  expect(stdout).not.toContain('c4n4ry');
});

describe('boost-config init', () => {
  it('writes to stdout what passes the check [configuration-command/New section passes the check]', async () => {
    const { stdout } = await runBuilt(['init']);
    const cwd = folderWith({ 'app-config.yaml': stdout });
    const checked = await runBuilt(['check', '--output', 'json'], { cwd });
    expect(JSON.parse(checked.stdout)).toMatchObject({ errors: 0, exitCode: 0 });
  });

  it('has the fields of other modules [configuration-command/New section passes the check]', async () => {
    const cwd = folderWith();
    const fields = ['--fields', '@rhdh-boost/config-schema/boost-modules'];
    await run(['init', '--write', 'app-config.yaml', ...fields], { cwd });
    expect(readFileSync(join(cwd, 'app-config.yaml'), 'utf8')).toContain('#connectors:');
    expect((await run(['check', ...fields], { cwd })).exitCode).toBe(0);
  });

  it('writes an account of another kind [configuration-command/Section of each kind is written]', async () => {
    const cwd = folderWith();
    const args = ['init', '--auth', 'kubernetes', '--write', 'app-config.yaml'];
    const { stdout } = await run(args, { cwd });
    expect(stdout).toMatch(/^ {2}KAGENTI_ASSERTION_FILE +boost\.kagenti\.auth\.assertionFile$/m);
    const written = readFileSync(join(cwd, 'app-config.yaml'), 'utf8');
    expect(written).toContain('method: client_assertion');
    expect((await run(['check'], { cwd })).exitCode).toBe(0);
  });

  it('refuses a kind that does not exist [configuration-command/Unknown kind is refused]', async () => {
    const { stdout, stderr, exitCode } = await run(['init', '--auth', 'spiffe']);
    expect(stderr).toContain('secret, private-key, mtls, kubernetes');
    expect([stdout, exitCode]).toEqual(['', 2]);
  });

  it('writes a new file and names the variables [configuration-command/Placeholders are named]', async () => {
    const cwd = folderWith();
    const { stdout, exitCode } = await run(['init', '--write', 'new.yaml'], { cwd });
    expect(stdout).toContain('Wrote new.yaml.');
    expect(stdout).toMatch(/^ {2}KAGENTI_CLIENT_ID +boost\.kagenti\.auth\.clientId$/m);
    const check = '# Check it with: boost-config check';
    expect(readFileSync(join(cwd, 'new.yaml'), 'utf8')).toBe(
      (await run(['init'])).stdout.replace(check, `${check} new.yaml`),
    );
    expect(exitCode).toBe(0);
  });

  it('leaves a file that is there [configuration-command/Existing file is left alone]', async () => {
    const cwd = folderWith({ 'old.yaml': 'mine' });
    const { stdout, stderr, exitCode } = await run(['init', '--write', 'old.yaml'], { cwd });
    expect(stderr).toContain('old.yaml cannot be written: it already exists');
    expect(readFileSync(join(cwd, 'old.yaml'), 'utf8')).toBe('mine');
    expect([stdout, exitCode]).toEqual(['', 2]);
  });

  it.each([
    ['a folder', 'folder', 'it is a folder. Name a new file in it'],
    ['a folder that is missing', 'none/a.yaml', 'its folder does not exist'],
    ['a folder that is a file', 'old.yaml/a.yaml', 'a part of its path is not a folder'],
    ['a name that is too long', `${'a'.repeat(300)}.yaml`, 'the system reports ENAMETOOLONG'],
  ])('says why it cannot write into %s', async (_, file, reason) => {
    const cwd = folderWith({ 'old.yaml': 'mine', 'folder/mine': '' });
    const { stdout, stderr, exitCode } = await run(['init', '--write', file], { cwd });
    expect(stderr).toContain(reason);
    expect([stdout, exitCode]).toEqual(['', 2]);
    expect(
      readdirSync(cwd, { recursive: true }).toSorted((left, right) => (left < right ? -1 : 1)),
    ).toEqual(['folder', 'folder/mine', 'old.yaml']);
  });

  it('asks for a name where there is none', async () => {
    const { stdout, stderr, exitCode } = await run(['init', '--write', ''], { cwd: folderWith() });
    expect(stderr).toContain('--write has an empty name. Name a new file.');
    expect([stdout, exitCode]).toEqual(['', 2]);
  });
});

describe('boost-config migrate', () => {
  it('edits the stringData of a Secret [configuration-migration/Layout is kept]', async () => {
    const head = 'kind: Secret\nstringData:\n  a.yaml: |\n    boost:\n';
    const section = '      kagenti: {auth: {tokenExchange: {enabled: true}}}\n';
    const cwd = folderWith({ 'secret.yaml': head + section });
    expect((await run(['migrate', '--write', 'secret.yaml'], { cwd })).exitCode).toBe(0);
    const written = readFileSync(join(cwd, 'secret.yaml'), 'utf8');
    expect(written.startsWith(`${head}      kagenti: {auth: {`)).toBe(true);
    expect(written).not.toContain('tokenExchange');
  });

  it('shows the difference without values [configuration-command/Difference is shown]', async () => {
    const cwd = folderWith({ 'app-config.yaml': version1 });
    const { stdout, exitCode } = await runBuilt(['migrate'], { cwd });
    expect(stdout).toMatch(/^-.*tokenExchange:/m);
    expect(stdout).toMatch(/^\+.*clientId: \$\{KAGENTI_CLIENT_ID\}/m);
    expect(stdout).not.toContain('the-audience');
    expect(readFileSync(join(cwd, 'app-config.yaml'), 'utf8')).toBe(version1);
    expect(exitCode).toBe(0);
    expect((await run(['migrate'], { cwd, isTTY: true })).stdout).toContain('\u001b[31m-');
  });

  it('writes when it is told to, and then has nothing to do [configuration-command/Migration is written]', async () => {
    const cwd = folderWith({ 'a.yaml': version1 });
    const { stdout, exitCode } = await runBuilt(['migrate', '--write', 'a.yaml'], { cwd });
    expect(stdout).toContain('Wrote a.yaml.');
    expect(exitCode).toBe(0);
    const written = readFileSync(join(cwd, 'a.yaml'), 'utf8');
    expect(written).toContain('mode: full # as before');
    expect((await run(['check', 'a.yaml'], { cwd })).exitCode).toBe(0);
    expect((await run(['migrate', 'a.yaml'], { cwd })).stdout).not.toMatch(/^[+-]/m);
  });

  it('says that there is nothing to do [configuration-command/Difference is shown]', async () => {
    const cwd = folderWith({ 'a.yaml': 'boost: { security: { mode: full } }\n' });
    const result = await run(['migrate', 'a.yaml'], { cwd });
    expect(result).toEqual({ stdout: 'Nothing to migrate.\n', stderr: '', exitCode: 0 });
  });

  it('fails a check of what is to be migrated [configuration-command/Check of a file to be migrated fails]', async () => {
    const cwd = folderWith({ 'a.yaml': version1 });
    expect((await run(['migrate', '--check', 'a.yaml'], { cwd })).exitCode).toBe(1);
    expect(readFileSync(join(cwd, 'a.yaml'), 'utf8')).toBe(version1);
  });

  it('ends with what was written and the variables to set [configuration-command/Migration is written]', async () => {
    const cwd = folderWith({ 'a.yaml': version1, 'b.yaml': version1 });
    const { stdout } = await run(['migrate', '--write', 'a.yaml', 'b.yaml'], { cwd });
    expect(stdout).toMatch(
      /Wrote a\.yaml\.\nWrote b\.yaml\.\nSet these variables for the backend:\n {2}KAGENTI_TOKEN_ENDPOINT +boost\.kagenti\.auth\.tokenEndpoint\n.*\n {2}KAGENTI_CLIENT_SECRET .*\n$/,
    );
  });

  it('says that nothing is to be done', async () => {
    const known = 'boost: {security: {mode: full}}\n';
    const cwd = folderWith({ 'a.yaml': known, 'b.yaml': 'boost: {connectors: {a: 1}}\n' });
    expect((await run(['migrate', 'a.yaml'], { cwd })).stdout).toBe('Nothing to migrate.\n');
    expect((await run(['migrate', 'a.yaml', 'b.yaml'], { cwd })).stdout).toBe(
      "Nothing to migrate.\nboost-config check still reports 1 unknown key: boost.connectors.\nboost.connectors belongs to Boost's other modules. Add --fields @rhdh-boost/config-schema/boost-modules.\n",
    );
  });

  it.each([[[]], [['--check']]])(
    'A3: ends a preview with the line that nothing was written: %j',
    async (options: readonly string[]) => {
      const line = 'Nothing was written. Run with --write to make these changes.\n';
      const cwd = folderWith({ 'a.yaml': version1 });
      const preview = await run(['migrate', ...options, 'a.yaml'], { cwd });
      expect(preview.stdout.endsWith(`\n${line}`)).toBe(true);
      const json = await run(['migrate', ...options, '--output', 'json', 'a.yaml'], { cwd });
      expect(json.stderr).toBe(line);
      const written = await run(['migrate', '--write', 'a.yaml'], { cwd });
      expect(written.stdout).not.toContain('Nothing was written');
    },
  );

  it('A4: adds a set, and then check knows the section that was moved', async () => {
    const before = 'boost:\n  security: {mode: full}\n  llamaStack: {defaultModel: a}\n';
    const cwd = folderWith({ 'a.yaml': before });
    const { stdout } = await run(['migrate', '--write', 'a.yaml'], { cwd });
    const [, added = ''] = /Add --fields (\S+)\.\n/.exec(stdout) ?? [];
    const findings = (await run(['check', 'a.yaml', '--fields', added], { cwd })).stdout;
    expect((await run(['check', 'a.yaml'], { cwd })).stdout).toContain(`Add --fields ${added}.`);
    expect(findings).not.toContain('is not a known key');
  });

  it('tells programs all of it', async () => {
    const cwd = folderWith({ 'a.yaml': version1 });
    const { stdout } = await run(['migrate', '--output', 'json', 'a.yaml'], { cwd });
    expect(JSON.parse(stdout)).toMatchObject({
      files: ['a.yaml'],
      changed: ['a.yaml'],
      errors: 0,
      exitCode: 0,
      diff: expect.stringContaining('+      clientId: ${KAGENTI_CLIENT_ID}'),
      variables: expect.arrayContaining([
        { name: 'KAGENTI_CLIENT_ID', key: 'boost.kagenti.auth.clientId' },
      ]),
      unknownKeys: [],
    });
    expect(stdout).not.toContain('the-audience');
  });

  it('shows why a file cannot be migrated [configuration-command/Refusal of a migration is shown]', async () => {
    const cwd = folderWith({ 'a.yaml': 'boost: "no end' });
    const broken = await run(['migrate', 'a.yaml'], { cwd });
    expect(broken.stdout).toMatch(/^a\.yaml:1:\d+ error /);
    expect(broken.exitCode).not.toBe(0);
  });

  it('refuses to check and to write at once', async () => {
    const { stdout, stderr, exitCode } = await run(['migrate', '--check', '--write']);
    expect(stderr).toContain('give one of them');
    expect([stdout, exitCode]).toEqual(['', 2]);
  });
});

describe('boost-config compat', () => {
  const released = join(schemas, 'released/fields-1.json');

  it.each([
    ['text', /tokenEndpoint/],
    ['json', /^\{/],
    ['markdown', /\|/],
  ])('shows the changes as %s [configuration-command/Changes are shown]', async (format, shape) => {
    const { stdout, stderr, exitCode } = await runBuilt([
      'compat',
      '--against',
      released,
      '--format',
      format,
    ]);
    expect(stdout).toMatch(shape);
    expect(stderr).toBe('');
    expect([0, 1]).toContain(exitCode);
  });

  it('compares two files [configuration-command/Changes are shown]', async () => {
    const { exitCode } = await run([
      'compat',
      '--against',
      released,
      '--current',
      released,
      '--path',
      'fields.json',
    ]);
    expect(exitCode).toBe(0);
  });

  it('says that there is no baseline', async () => {
    const { stdout, exitCode } = await runBuilt(['compat', '--against', 'no-such-ref'], {
      cwd: folderWith(),
    });
    expect(stdout).toContain('no-such-ref');
    expect(exitCode).toBe(2);
  });
});
