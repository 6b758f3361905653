import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { folderWith } from '../../test/run-boost.fixture.ts';
import { readConfiguration } from '../configuration/read-configuration.ts';
import { configurationFindings } from './configuration-findings.ts';

const auth = 'boost.kagenti.auth';

function appConfig(account: string): string {
  return `boost:
  security: { mode: full }
  kagenti:
    auth: { issuer: https://keycloak.example.com/realms/boost, clientId: boost, ${account} }
  providers:
    kagenti: { baseUrl: https://kagenti.example.com }
`;
}

async function findingsOf(text: string, files: Readonly<Record<string, string>> = {}) {
  const cwd = folderWith({ ...files, 'app-config.yaml': text });
  const configuration = await readConfiguration([], {}, { cwd, env: {} });
  const of = (step: 'configuration' | 'credential' | 'secrets') =>
    configurationFindings(configuration, step);
  return {
    configuration: of('configuration'),
    credential: of('credential'),
    secrets: of('secrets'),
  };
}

test.each([
  ['a secret whose file does not exist', 'clientSecret: { $file: missing.txt }', 'file_missing'],
  [
    'a key whose file does not exist',
    'method: private_key_jwt, keyFile: missing.pem',
    'file_unreadable',
  ],
  ['a file that contains no key', 'method: private_key_jwt, keyFile: key.pem', 'file_unusable'],
])('%s is for the step credential', async (_name, account, code) => {
  const found = await findingsOf(appConfig(account), { 'key.pem': 'no key' });
  expect(found.credential).toMatchObject([{ severity: 'error', code }]);
  expect(found.credential[0]?.source).toMatch(/^app-config\.yaml:4:\d+$/);
  expect([found.configuration, found.secrets]).toEqual([[], []]);
});

test('a readable key is no finding', async () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const found = await findingsOf(appConfig('method: private_key_jwt, keyFile: key.pem'), {
    'key.pem': key,
  });
  expect(found).toEqual({ configuration: [], credential: [], secrets: [] });
});

test('a secret that can be guessed is for the step secrets', async () => {
  const found = await findingsOf(
    `${appConfig('clientSecret: { $file: secret.txt }')}  encryptionSecret: { $file: guess.txt }\n`,
    {
      'secret.txt': 'x9-Kq2-long-enough-for-a-test-31',
      'guess.txt': 'passwordpasswordpassword',
    },
  );
  expect(found.secrets).toMatchObject([{ severity: 'warning', code: 'guessable_secret' }]);
  expect([found.configuration, found.credential]).toEqual([[], []]);
});

test('an unset variable of the secret is for the step credential, which reports where to set it', async () => {
  const { configuration, credential } = await findingsOf(
    appConfig('clientSecret: "${BOOST_SECRET}"'),
  );
  expect(configuration).toEqual([]);
  expect(credential).toEqual([
    {
      severity: 'error',
      code: 'unset_variable',
      message: `${auth}.clientSecret takes its value from the variable BOOST_SECRET, which is not set here.`,
      remedy:
        'Set it where the backend runs, and run boost doctor there: its container has the variables of the backend.',
      source: expect.stringMatching(/^app-config\.yaml:4:\d+$/),
    },
  ]);
});

const earlier = appConfig(
  'clientSecret: x9-Kq2-long-enough-for-a-test-31, tokenExchange: { enabled: true }',
);

test.each<[string, Record<string, string>, string[], string]>([
  [
    'named files',
    { 'a.yaml': 'app: {}\n', 'my boost.yaml': earlier },
    ['a.yaml', 'my boost.yaml'],
    `"boost config migrate --write a.yaml 'my boost.yaml'"`,
  ],
  [
    'the default files',
    { 'app-config.yaml': earlier, 'app-config.local.yaml': 'app: {}\n' },
    [],
    '"boost config migrate --write app-config.yaml app-config.local.yaml"',
  ],
  [
    'a file that includes another',
    {
      'app-config.yaml': 'boost: { $include: own.yaml }\n',
      'own.yaml': 'kagenti: { auth: { tokenExchange: { enabled: true } } }\n',
    },
    [],
    '"boost config migrate --write app-config.yaml"',
  ],
])(
  'keys of an earlier version in %s come with the whole command that replaces them',
  async (_name, files, named, command) => {
    const configuration = await readConfiguration(named, {}, { cwd: folderWith(files), env: {} });
    const remedies = configurationFindings(configuration, 'configuration').map(
      ({ remedy }) => remedy,
    );
    expect(remedies).toContainEqual(expect.stringContaining(`Run ${command}, or`));
  },
);

test('keys of an earlier version come first', async () => {
  const { configuration } = await findingsOf(
    earlier.replace('  kagenti:', '  adminUsers: []\n  kagenti:'),
  );
  expect(configuration.slice(0, 2).map(({ code }) => code)).toEqual(['removed_key', 'unknown_key']);
});
