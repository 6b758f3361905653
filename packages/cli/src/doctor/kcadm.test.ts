import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderWith } from '../../test/run-boost.fixture.ts';
import {
  addRealmRole,
  createClient,
  kcadm,
  keycloakAccount,
  loginCommand,
  regenerateSecret,
  saveSecret,
  shellWord,
  showClient,
  updateClient,
  updateRealm,
} from './kcadm.ts';

function configured(values: Record<string, string>) {
  return { get: (path: string) => values[path.replace('boost.kagenti.auth.', '')] };
}

const account = { server: 'https://sso.example.com', realm: 'dev', clientId: 'boost' };

test.each([
  [{ issuer: 'https://sso.example.com/realms/dev', clientId: 'boost' }, account],
  [
    {
      tokenEndpoint: 'https://sso.example.com/realms/dev/protocol/openid-connect/token',
      clientId: 'boost',
    },
    account,
  ],
  [
    { issuer: 'https://sso.example.com:8443/auth/realms/my%20realm' },
    { server: 'https://sso.example.com:8443/auth', realm: 'my realm', clientId: 'CLIENT_ID' },
  ],
  [
    { issuer: 'https://sso.example.com/realms/50%' },
    { ...account, realm: '50%', clientId: 'CLIENT_ID' },
  ],
  [{ issuer: 'https://login.example.com/oauth2' }, undefined],
  [{ issuer: 'no address' }, undefined],
  [{}, undefined],
])('finds the account of Keycloak in %j', (values, expected) => {
  expect(keycloakAccount(configured(values))).toEqual(expected);
});

test.each([
  'boost',
  'two words',
  "it's",
  '$(reboot)',
  '`reboot`',
  'a"b',
  '*',
  '',
  '-x',
  'a\nb',
  '~',
  '\\',
])('a shell reads the word of %j as that text', text => {
  const read = execFileSync('sh', ['-c', `printf '%s' ${shellWord(text)}`], { encoding: 'utf8' });
  expect(read).toBe(text);
});

test('arguments are quoted', () => {
  expect(kcadm('get', 'clients', '-q', 'clientId=my client')).toBe(
    "kcadm.sh get clients -q 'clientId=my client'",
  );
});

test('commands name realm and client', () => {
  const commands = [
    showClient(account),
    createClient(account),
    updateClient(account, 'enabled=true'),
    updateRealm(account, 'accessTokenLifespan=300'),
    saveSecret(account, '/run/secret'),
    regenerateSecret(account),
    addRealmRole({ ...account, clientId: 'Boost' }, 'rossoctl-operator'),
    loginCommand(account),
  ];
  for (const command of commands) execFileSync('sh', ['-n', '-c', command]);
  expect(commands[0]).toMatch(/'id,.*,attributes\(x509\.subjectdn\)'$/);
  expect(updateClient(account, 'attributes."access.token.lifespan"=300')).toBe(
    `kcadm.sh update "clients/$(kcadm.sh get clients -r dev -q 'clientId=boost' --fields id --format csv --noquotes)" -r dev -s 'attributes."access.token.lifespan"=300'`,
  );
  expect(addRealmRole({ ...account, clientId: 'Boost' }, 'rossoctl-operator')).toBe(
    'kcadm.sh add-roles -r dev --uusername service-account-boost --rolename rossoctl-operator',
  );
});

test('a realm is encoded, because kcadm.sh writes it into the path of a URL', () => {
  const odd = { ...account, realm: "o'neil's realm" };
  const option = String.raw`-r 'o'\''neil'\''s%20realm'`;
  for (const command of [showClient(odd), createClient(odd), saveSecret(odd, 'secret')]) {
    execFileSync('sh', ['-n', '-c', command]);
    expect(command).toContain(option);
  }
  expect(updateRealm(odd, 'enabled=true')).toBe(
    String.raw`kcadm.sh update 'realms/o'\''neil'\''s%20realm' -s 'enabled=true'`,
  );
});

test('a secret that cannot be read leaves the file as it is', () => {
  const folder = folderWith({ 'client secret': 'old' });
  const file = join(folder, 'client secret');
  const save = (status: number) => {
    writeFileSync(join(folder, 'kcadm.sh'), `#!/bin/sh\necho new\nexit ${status}\n`, {
      mode: 0o755,
    });
    const env = { PATH: `${folder}:${process.env['PATH']}` };
    return spawnSync('sh', ['-c', saveSecret(account, file)], { env }).status;
  };
  expect(save(1)).toBe(1);
  expect(readFileSync(file, 'utf8')).toBe('old');
  expect(save(0)).toBe(0);
  expect(readFileSync(file, 'utf8')).toBe('new');
});
