import { randomBytes } from 'node:crypto';
import {
  boostConfigFields,
  combineConfigFields,
  defineConfigFields,
} from '@rhdh-boost/config-schema';
import { describe, expect, it } from 'vitest';
import { checkScratch } from '../../test/check/scratch-check.fixture.ts';

const boost = (more: string) => `boost:\n  security: {mode: full}\n${more}`;

async function toldOf(files: Readonly<Record<string, string>>, env = {}, strictEnv = false) {
  const report = await checkScratch(files, { files: Object.keys(files), env, strictEnv });
  return [report.exitCode, ...report.told];
}

describe('unset variables', () => {
  it('are warnings with their names, and nothing is missing [configuration-check/Unset variable is a warning]', async () => {
    const text = boost(
      '  kagenti:\n    auth: {tokenEndpoint: "${HOST}/${PATH_OF}", clientId: x, clientSecret: "${S}${S}"}\n  providers: {kagenti: {namespaces: ["${N}", team1]}}\n  model: ${MODEL}\n',
    );
    const { findings, told, exitCode } = await checkScratch(
      { 'a.yaml': text },
      { files: ['a.yaml'] },
    );
    expect(exitCode).toBe(0);
    expect(told).toEqual([
      'a.yaml:4:27 warning unset_variable boost.kagenti.auth.tokenEndpoint',
      'a.yaml:4:76 warning unset_variable boost.kagenti.auth.clientSecret',
      'a.yaml:5:38 warning unset_variable boost.providers.kagenti.namespaces[0]',
      'a.yaml:6:10 warning unset_variable boost.model',
    ]);
    expect(findings.slice(0, 2).map(({ message }) => message)).toEqual([
      'was not checked, because variables HOST, PATH_OF are not set here',
      'was not checked, because variable S is not set here',
    ]);
    expect(findings.slice(0, 2).map(({ hint }) => hint)).toEqual([
      'To check the value, set them here too.',
      'To check the value, set it here too.',
    ]);
  });

  it('hide the value of an earlier file', async () => {
    const files = {
      'one.yaml': boost('  model: {name: " ", nme: x}\n  systemPrompt: 7\n'),
      'two.yaml': 'boost:\n  model: ${MODEL}\n  systemPrompt: ${PROMPT}\n',
    };
    expect(await toldOf(files)).toEqual([
      0,
      'two.yaml:2:10 warning unset_variable boost.model',
      'two.yaml:3:17 warning unset_variable boost.systemPrompt',
    ]);
  });

  it('without effect are not told', async () => {
    const files = {
      'one.yaml': `app: {title: "\${TITLE}"}\n${boost('  systemPrompt: ${PROMPT}\n  model: ${MODEL}\n')}`,
      'two.yaml': 'boost: {systemPrompt: x, model: null}',
    };
    expect(await toldOf(files)).toEqual([0]);
    expect(await toldOf(files, {}, true)).toEqual([0]);
  });

  it('are errors when strict, but for defaults [configuration-check/Unset variable is an error when strict]', async () => {
    const text = boost(
      '  systemPrompt: ${PROMPT}\n  model: {name: "${NAME:-x}", baseUrl: "${URL:-}"}\n',
    );
    expect(await toldOf({ 'a.yaml': text }, {}, true)).toEqual([
      1,
      'a.yaml:3:17 error unset_variable boost.systemPrompt',
    ]);
  });

  it.each(['${VAR-hunter2}', '${}', '${A B}', '${1A}', `\${A${'a'.repeat(100)}}`])(
    'as %j are told without a name',
    async written => {
      const { findings } = await checkScratch({
        'app-config.yaml': boost(`  systemPrompt: ${JSON.stringify(written)}\n`),
      });
      expect(findings).toMatchObject([
        {
          code: 'unset_variable',
          message:
            'takes its value from a variable whose name has characters other than letters, digits and "_"',
          hint: 'Write ${NAME} or, with a default, ${NAME:-default}.',
        },
      ]);
    },
  );

  it('leave their key out when their default is empty [configuration-check/Empty default leaves the key out]', async () => {
    const files = {
      'one.yaml': boost('  systemPrompt: 7\n'),
      'two.yaml':
        'boost: {systemPrompt: "${A:-}", providers: {kagenti: {namespaces: ["${A:-}", B]}}}',
    };
    expect(await toldOf(files)).toEqual([
      1,
      'one.yaml:3:17 error wrong_type boost.systemPrompt',
      'two.yaml:1:78 error invalid_value boost.providers.kagenti.namespaces[1]',
    ]);
  });
});

const secret = (written: string) => ({ 'a.yaml': boost(`  encryptionSecret: ${written}\n`) });

const account = (keys: string) =>
  boost(
    `  kagenti: {auth: {issuer: https://k.example.com/realms/b, clientId: b, ${keys}}}\n  providers: {kagenti: {baseUrl: https://kagenti.example.com}}\n`,
  );

describe('files', () => {
  const key = { 'key.pem': '-----BEGIN PRIVATE KEY-----\ncanary\n-----END PRIVATE KEY-----\n' };
  const check = (keys: string) =>
    checkScratch({ 'a.yaml': account(keys), ...key }, { files: ['a.yaml'] });

  it('that $file puts in place of their path are no alarm', async () => {
    const { findings } = await check('method: private_key_jwt, keyFile: { $file: key.pem }');
    expect(findings).toMatchObject([
      {
        path: 'boost.kagenti.auth.keyFile',
        message: 'must be the path of a file, but $file reads the content of it',
        hint: 'Write the path itself, without $file.',
      },
    ]);
    const written = await check('method: private_key_jwt, keyFile: "-----BEGIN PRIVATE KEY-----"');
    expect(written.findings).toMatchObject([{ hint: expect.stringContaining('has seen it') }]);
  });

  it.each(['file', 'env', 'include'])('by %s without $ are no secret', async name => {
    const { told } = await check(`clientSecret: { ${name}: /run/x }`);
    expect(told).toEqual(['a.yaml:3:73 error wrong_type boost.kagenti.auth.clientSecret']);
  });
});

describe('secrets', () => {
  it.each([
    'hunter2hunter2hunter2',
    '"hunter2hunter2hunter2"',
    '${VAR:-hunter2hunter2hunter2}',
    '"$${hunter2hunter2}"',
    '"${SECRET}${VAR:-x}"',
    '"${UNSET}${VAR:-x}"',
  ])(
    'written as %s are warned about [configuration-check/Literal secret is a warning]',
    async written => {
      const env = { SECRET: 'hunter2hunter2hunter2', VAR: 'hunter2hunter2hunter2' };
      expect(await toldOf(secret(written), env)).toContain(
        'a.yaml:3:21 warning literal_secret boost.encryptionSecret',
      );
    },
  );

  it.each([
    '${SECRET}',
    '"${SECRET} "',
    '${SECRET:-}',
    '{$env: SECRET}',
    '{$file: secret.txt}',
    '"${UNSET}"',
    'null',
  ])(
    'from %s are in order [configuration-check/Secret from elsewhere is in order]',
    async written => {
      const files = { ...secret(written), 'secret.txt': 'hunter2hunter2hunter2' };
      const env = { SECRET: 'hunter2hunter2hunter2' };
      const report = await checkScratch(files, { files: ['a.yaml'], env });
      expect(report.told.filter(line => line.includes('literal_secret'))).toEqual([]);
    },
  );

  it('are warned about in each file and list [configuration-check/Literal secret is a warning]', async () => {
    const files = {
      'one.yaml': boost('  previousEncryptionSecrets: [hunter2hunter2hunter2, "${A}", ""]\n'),
      'two.yaml': 'boost: {previousEncryptionSecrets: [hunter2hunter2hunter2]}',
      'three.yaml': 'boost: {previousEncryptionSecrets: null}',
    };
    expect(await toldOf(files)).toEqual([
      0,
      'one.yaml:3:31 warning literal_secret boost.previousEncryptionSecrets[0]',
      'two.yaml:1:37 warning literal_secret boost.previousEncryptionSecrets[0]',
    ]);
  });

  it('that are included stand in the included file [configuration-check/Literal secret is a warning]', async () => {
    const files = {
      'app-config.yaml': boost('  encryptionSecret: {$include: s.yaml#s}\n'),
      's.yaml': 's: hunter2hunter2hunter2\n',
    };
    expect((await checkScratch(files)).told).toEqual([
      's.yaml:1:4 warning literal_secret boost.encryptionSecret',
      's.yaml:1:4 warning guessable_secret boost.encryptionSecret',
    ]);
  });

  it('A10: that can be guessed are warned about with the command that makes one [configuration-check/Secret that can be guessed is a warning]', async () => {
    const files = {
      'a.yaml': boost(
        '  encryptionSecret: ${NOW}\n  previousEncryptionSecrets: ["${STRONG}", "${OLD}", short]\n',
      ),
    };
    const STRONG = randomBytes(32).toString('base64');
    const env = { NOW: 'changeme-changeme', STRONG, OLD: 'changeme-of-last-year' };
    const { findings, exitCode } = await checkScratch(files, { files: ['a.yaml'], env });
    const found = findings.filter(({ code }) => code === 'guessable_secret');

    expect(exitCode).toBe(0);
    expect(found).toMatchObject([
      { path: 'boost.encryptionSecret', severity: 'warning', location: { line: 3, column: 21 } },
      { path: 'boost.previousEncryptionSecrets[1]', severity: 'warning' },
    ]);
    for (const { message, hint } of found) {
      expect(message).toContain('128 bits');
      expect(hint).toContain('openssl rand -base64 32');
    }
    expect(JSON.stringify(findings)).not.toContain('changeme');
    expect(await toldOf(files, { NOW: STRONG, STRONG, OLD: STRONG })).toEqual([
      0,
      expect.stringContaining('literal_secret boost.previousEncryptionSecrets[2]'),
    ]);
  });
});

it('a section over a value is told at the value [configuration-check/Section over a value is a warning]', async () => {
  const files = {
    'one.yaml': boost('  model: x\n  features: [1]\n').concat('app: 1\n'),
    'two.yaml': 'boost: {model: {name: x}, features: {agentCreation: true}}\napp: {title: x}\n',
  };
  expect(await toldOf(files)).toEqual([
    0,
    'one.yaml:3:10 warning section_over_value boost.model',
    'one.yaml:4:13 warning section_over_value boost.features',
  ]);
});

it('a variable in a default is told, and what is escaped is not [configuration-check/Variable that is not filled in is a warning]', async () => {
  const text = boost(
    '  systemPrompt: ${A:-${B}}\n  model: {name: "$${B}", baseUrl: "https://${A:-a}"}\n',
  );
  const { told, findings } = await checkScratch({ 'app-config.yaml': text }, { env: { B: 'b' } });
  expect(told).toEqual(['app-config.yaml:3:17 warning unfilled_variable boost.systemPrompt']);
  expect(findings[0]?.hint).toContain('without another variable in the default');
});

it('text beside a variable is a secret in the file [configuration-check/Literal secret is a warning]', async () => {
  const text = boost('  encryptionSecret: hunter2hunter2-${A}\n');
  for (const env of [{}, { A: 'a' }]) {
    const { told } = await checkScratch({ 'app-config.yaml': text }, { env });
    expect(told).toContain('app-config.yaml:3:21 warning literal_secret boost.encryptionSecret');
  }
});

describe('deprecated fields', () => {
  const { schema } = boostConfigFields['boost.model.name'];
  const field = {
    schema,
    configScope: 'yaml-only',
    description: 'Old.',
    visibility: 'backend',
    since: 1,
    examples: ['x'],
  } as const;
  const registry = combineConfigFields([
    defineConfigFields({
      owner: 'old',
      version: 1,
      fields: {
        'boost.old.one': { ...field, deprecated: { message: 'It does nothing.' } },
        'boost.old.two': {
          ...field,
          deprecated: { message: 'It moved.', replacement: 'boost.new' },
        },
        'boost.old.three': { ...field, deprecated: { message: 'It goes', removedIn: 3 } },
        'boost.old.four': { ...field, deprecated: { message: 'It is not set.' } },
        'boost.old.five': field,
      },
      migrations: [],
    }),
  ]);

  it('are told at their keys [configuration-check/Deprecated field is a warning]', async () => {
    const text = 'boost:\n  old:\n    one: a\n    two: b\n    three: c\n    five: d\n';
    const { told, findings } = await checkScratch({ 'app-config.yaml': text }, { registry });
    expect(told).toEqual([
      'app-config.yaml:3:5 warning deprecated_key boost.old.one',
      'app-config.yaml:4:5 warning deprecated_key boost.old.two',
      'app-config.yaml:5:5 warning deprecated_key boost.old.three',
    ]);
    expect(findings.map(({ message, hint }) => `${message} | ${hint}`)).toEqual([
      'is deprecated: It does nothing | Remove it before a later version.',
      'is deprecated: It moved | Use boost.new.',
      'is deprecated: It goes | Remove it before configuration version 3.',
    ]);
  });
});
