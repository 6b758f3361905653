import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { cleanSummary, folderWith, run, runBuilt } from '../../test/command/command.fixture.ts';

const root = join(import.meta.dirname, '../../../..');
const configSchema = pathToFileURL(join(root, 'packages/config-schema/dist/index.js')).href;
const zod = pathToFileURL(join(root, 'node_modules/zod/index.js')).href;

function fieldsModule(
  key: string,
  owner = '@acme/boost-jira',
  exported = 'export default',
): string {
  return `import { defineConfigFields } from '${configSchema}';
import { z } from '${zod}';
${exported} defineConfigFields({ owner: '${owner}', version: 1, migrations: [], fields: { '${key}': {
  schema: z.boolean().optional(), configScope: 'yaml-only', description: 'Whether Jira is read.',
  visibility: 'backend', since: 1, examples: [true] } } });
`;
}

const files = {
  'app-config.yaml': 'boost: { security: { mode: full }, jira: { enabled: true } }\n',
  'jira.mjs': fieldsModule('boost.jira.enabled'),
};

describe('fields of other modules', () => {
  it('checks and explains those of a file [configuration-command/Fields of a file are known]', async () => {
    const cwd = folderWith(files);
    expect((await run(['check'], { cwd })).stdout).toContain('boost.jira is not a known key');
    expect(await runBuilt(['check', '--fields', './jira.mjs'], { cwd })).toEqual({
      stdout: cleanSummary,
      stderr: '',
      exitCode: 0,
    });
    expect(
      (await run(['explain', 'jira.enabled', '--fields', 'jira.mjs'], { cwd })).stdout,
    ).toContain('@acme/boost-jira version 1');
  });

  it.each([['explain', 'jira.enabled'], ['schema'], ['migrate'], ['init']])(
    'B9: %s takes those of boost-config.yaml, also from a folder below',
    async (...args) => {
      const cwd = folderWith({
        ...files,
        'deploy/app-config.yaml': files['app-config.yaml'],
        'boost-config.yaml': 'fields: [jira.mjs]\n',
      });
      const given = { cwd: join(cwd, 'deploy') };
      const { stdout, exitCode } = await run(args, given);
      expect(exitCode).toBe(0);
      expect(stdout).toMatch(/Whether Jira is read|^Nothing to migrate\.\n$/);
      expect(await run([...args, '--fields', '../jira.mjs'], given)).toMatchObject({ stdout });
    },
  );

  it('A2: writes the schema of those alone with --only', async () => {
    const cwd = folderWith(files);
    const args = ['schema', '--for', 'backstage', '--only'];
    const { stdout, exitCode } = await run([...args, '--fields', './jira.mjs'], { cwd });
    expect(exitCode).toBe(0);
    expect(Object.keys(JSON.parse(stdout).properties.boost.properties)).toEqual(['jira']);
    const { stderr, exitCode: refused } = await run(args, { cwd });
    expect([stderr, refused]).toEqual([expect.stringContaining('--only needs --fields'), 2]);
  });

  it('takes several modules, and a set by name [configuration-command/Fields of a file are known]', async () => {
    const cwd = folderWith({
      'app-config.yaml':
        'boost: { security: { mode: full }, jira: { enabled: true }, wiki: { enabled: false } }\n',
      'jira.mjs': files['jira.mjs'],
      'wiki.mjs': fieldsModule('boost.wiki.enabled', '@acme/wiki', 'export const configFields ='),
    });
    const args = ['check', '--fields', './jira.mjs', '--fields', './wiki.mjs'];
    expect((await run(args, { cwd })).exitCode).toBe(0);
  });

  it('takes TypeScript that Node runs, as that of the example [configuration-command/Fields of a file are known]', async () => {
    const cwd = folderWith({
      'app-config.yaml':
        'boost: { security: { mode: full }, connectors: { confluence: { enabled: true } } }\n',
    });
    const module = join(root, 'examples/connectors/src/index.ts');
    expect(await runBuilt(['check', '--fields', module], { cwd })).toEqual({
      stdout: cleanSummary,
      stderr: '',
      exitCode: 0,
    });
  });

  it("A4: knows the set of Boost's modules where nothing is installed [configuration-command/Set of Boost's modules needs no installation]", async () => {
    const cwd = folderWith({
      'app-config.yaml':
        'boost: { security: { mode: full }, connectors: { jira: { enabled: true, batchSiez: 5 } } }\n',
    });
    const fields = ['--fields', '@rhdh-boost/config-schema/boost-modules'];
    const checked = await runBuilt(['check', ...fields], { cwd });
    expect(checked.stdout).toContain('boost.connectors.jira.batchSiez is not a known key');
    expect(checked.stdout).toContain('Did you mean boost.connectors.jira.batchSize?');
    expect(checked.exitCode).toBe(1);
    const explained = await runBuilt(['explain', 'ogx.apiKey', ...fields], { cwd });
    expect(explained.stderr).toContain('boost.providers.ogx.apiKey');
  });

  it('finds a package from the folder of the user [configuration-command/Fields of a file are known]', async () => {
    const cwd = folderWith({
      ...files,
      'node_modules/@acme/boost-jira/package.json': JSON.stringify({
        name: '@acme/boost-jira',
        exports: { './fields': { import: './fields.mjs' } },
      }),
      'node_modules/@acme/boost-jira/fields.mjs': files['jira.mjs'],
    });
    const args = ['check', '--fields', '@acme/boost-jira/fields'];
    expect(await runBuilt(args, { cwd })).toEqual({
      stdout: cleanSummary,
      stderr: '',
      exitCode: 0,
    });
  });

  it.each([
    [
      'is missing',
      './no-such.mjs',
      {},
      /--fields \.\/no-such\.mjs cannot be loaded: the file \/.*\/no-such\.mjs does not exist\./,
    ],
    [
      'is a package that is not installed',
      '@acme/none',
      {},
      /--fields @acme\/none cannot be loaded: it is not installed in node_modules of \/.* or give the file/,
    ],
    [
      'needs what is not installed',
      './a.mjs',
      { 'a.mjs': 'import "@acme/none";' },
      /cannot be loaded: Cannot find package '@acme\/none'/,
    ],
    ['throws null', './a.mjs', { 'a.mjs': 'throw null' }, /it throws a value that is not an error/],
    ['is no code', './.env', { '.env': 'SECRET=hunter2 x' }, /it does not run \(SyntaxError\)/],
    ['is no code that runs', './a.mjs', { 'a.mjs': 'hunter2' }, /does not run \(ReferenceError\)/],
    ['fails', './a.mjs', { 'a.mjs': 'null.hunter2' }, /does not run \(TypeError\)/],
    [
      'throws',
      './a.mjs',
      { 'a.mjs': 'throw new Error("out of order")' },
      /cannot be loaded: out of order/,
    ],
    ['throws something else', './a.mjs', { 'a.mjs': 'throw "odd"' }, /cannot be loaded: odd/],
    [
      'is TypeScript that Node cannot run',
      './a.ts',
      { 'a.ts': 'export enum A { B }' },
      /TypeScript that Node cannot run/,
    ],
    ['is of another kind', './a.txt', { 'a.txt': '' }, /Node does not run files of this kind/],
    ['is a folder', './folder', { 'folder/a.mjs': '' }, /it is a folder/],
  ])(
    'names a module that %s [configuration-command/Module that cannot be loaded is named]',
    async (_, module, more, message) => {
      const cwd = folderWith({ ...files, ...more });
      const { stdout, stderr, exitCode } = await runBuilt(['check', '--fields', module], { cwd });
      expect(stderr).toMatch(message);
      expect(stderr).not.toContain('hunter2');
      expect([stdout, exitCode]).toEqual(['', 2]);
    },
  );

  it.each([
    ['nothing', '', /exports no set of fields\. Export the result of defineConfigFields/],
    ['something else', 'export default { fields: 1 }', /exports no set of fields/],
    [
      'a set without fields',
      "export default { owner: 'a', version: 1, migrations: [], fields: null }",
      /exports no set of fields/,
    ],
    [
      'a set with a field that is none',
      "export default { owner: 'a', version: 1, migrations: [], fields: { 'boost.a': null } }",
      /exports no set of fields/,
    ],
    [
      'a set without migrations',
      "export default { owner: 'a', version: 1, fields: {} }",
      /exports no set of fields/,
    ],
    [
      'a set that breaks a promise',
      "export default { owner: 'a', version: 1, migrations: [], fields: { 'other.key': {} } }",
      /--fields \.\/a\.mjs: /,
    ],
  ])(
    'refuses a module that exports %s [configuration-command/Module that cannot be loaded is named]',
    async (_, text, message) => {
      const cwd = folderWith({ 'a.mjs': text });
      const { stdout, stderr, exitCode } = await run(['explain', '--fields', './a.mjs'], { cwd });
      expect(stderr).toMatch(message);
      expect([stdout, exitCode]).toEqual(['', 2]);
    },
  );

  it('names key and owners of a clash [boost-configuration/Key of two sets is refused]', async () => {
    const cwd = folderWith({ 'a.mjs': fieldsModule('boost.security.mode', '@acme/clash') });
    const { stderr, exitCode } = await run(['check', '--fields', './a.mjs'], { cwd });
    expect(stderr).toContain('boost.security.mode');
    expect(stderr).toContain('@rhdh-boost/config-schema');
    expect(stderr).toContain('@acme/clash');
    expect(exitCode).toBe(2);
  });
});
