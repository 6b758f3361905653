import { expect, test } from 'vitest';
import { folderWith } from '../../test/run-boost.fixture.ts';
import { readOptionOverlays } from './option-overlays.ts';

const canary = 'canary-52ab-Kp9';

test.each([
  ['boost.kagenti.auth.scope=openid', 'openid'],
  ['boost.kagenti.auth.timeoutMs=5000', 5000],
  ['boost.kagenti.allowInClusterHttp=true', true],
  ['boost.kagenti.auth.scope="true"', 'true'],
  ['boost.kagenti.auth.scope=a=b', 'a=b'],
  [
    'boost.kagenti.auth.issuer=https://keycloak.example.com:8443/realms/x',
    'https://keycloak.example.com:8443/realms/x',
  ],
  ['boost.providers.kagenti.namespaces=[team1, team2]', ['team1', 'team2']],
  ['boost.kagenti.auth.scope=', null],
])('--set %s is read as YAML', async (text, value) => {
  const [overlay] = await readOptionOverlays({ set: [text] }, '.');
  expect(overlay?.value).toEqual(value);
});

test.each([
  [
    'boost.kagenti.auth.clientSecret',
    'APP_CONFIG_boost_kagenti_auth_clientSecret, or name a file with --client-secret-file',
  ],
  ['boost.kagenti.auth.clientSecret.x', 'APP_CONFIG_'],
  ['boost.kagenti.auth', 'APP_CONFIG_'],
  ['boost.encryptionSecret', 'APP_CONFIG_boost_encryptionSecret.'],
  ['boost.previousEncryptionSecrets', 'APP_CONFIG_boost_previousEncryptionSecrets.'],
])(
  '--set refuses the secret %s, and says what to do [boost-command/Secret is refused on the command line]',
  async (key, words) => {
    const refusal = readOptionOverlays({ set: [`${key}=${canary}`] }, '.');
    await expect(refusal).rejects.toThrow(words);
    await expect(refusal).rejects.not.toThrow(canary);
  },
);

test.each([
  ['boost.kagenti.auth.scop', 'Did you mean boost.kagenti.auth.scope?'],
  ['boost.kagenti.auth.clientSecrt', 'Did you mean boost.kagenti.auth.clientSecret?'],
  ['boost.providers.kagenti', 'Set one field, not a section.'],
])('--set refuses %s, which nothing reads', async (key, words) => {
  const refusal = readOptionOverlays({ set: [`${key}=${canary}`] }, '.');
  await expect(refusal).rejects.toThrow(
    `--set has the key ${key}, which is no field of Boost. ${words}`,
  );
});

test.each([
  canary,
  `=${canary}`,
  `app.title=${canary}`,
  `boost=${canary}`,
  `boost..x=${canary}`,
  `boost.kagenti.auth.scope={ a: ${canary} }`,
  `boost.kagenti.auth.scope=a: ${canary}`,
  `boost.kagenti.auth.scope="${canary}`,
])('--set %j is refused without quoting it', async text => {
  const refusal = readOptionOverlays({ set: [text] }, '.');
  await expect(refusal).rejects.toThrow('--set');
  await expect(refusal).rejects.not.toThrow(canary);
});

test('--ca-file is for both servers', async () => {
  const overlays = await readOptionOverlays({ caFile: 'ca.pem' }, '.');
  expect(overlays.map(({ key }) => key.join('.'))).toEqual([
    'boost.kagenti.auth.caFile',
    'boost.providers.kagenti.tls.caFile',
  ]);
});

test.each([
  ['missing.txt', /--client-secret-file cannot be read \(ENOENT\)/],
  ['.', /--client-secret-file cannot be read \(EISDIR\)/],
  ['empty.txt', /--client-secret-file is empty/],
])('--client-secret-file %s is refused', async (clientSecretFile, message) => {
  const cwd = folderWith({ 'empty.txt': '\n' });
  await expect(readOptionOverlays({ clientSecretFile }, cwd)).rejects.toThrow(message);
});

test('an option with an empty value is refused', async () => {
  await expect(readOptionOverlays({ issuer: '' }, '.')).rejects.toThrow(
    '--issuer has an empty value',
  );
});
