import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  boostConfigRegistry,
  boostFieldSet,
  type ConfigRegistry,
  combineConfigFields,
  defineConfigFields,
} from '@rhdh-boost/config-schema';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { checkAppConfig } from '../check/check-app-config.ts';
import { type ConfigTemplateOptions, createConfigTemplate } from './config-template.ts';

const field = {
  configScope: 'yaml-only',
  description: 'A field.',
  visibility: 'backend',
  since: 1,
} as const;
const oddFields = defineConfigFields({
  owner: '@acme/odd',
  version: 1,
  migrations: [],
  fields: {
    'boost.odd.apiToken': {
      ...field,
      schema: z.string(),
      visibility: 'secret',
      sensitive: true,
      examples: ['literal-secret'],
    },
    'boost.odd.storedVersion': {
      ...field,
      schema: z.int().optional(),
      configScope: 'db-only',
      examples: [1],
    },
    'boost.odd.noExample': { ...field, schema: z.string() },
    'boost.odd.text': {
      ...field,
      schema: z.string().optional(),
      examples: ['two\nlines: # and more'],
    },
    'boost.odd.mapping': {
      ...field,
      schema: z.object({ a: z.array(z.string()) }).optional(),
      examples: [{ a: ['b, c', 'd: e'] }],
    },
    'boost.odd.old': {
      ...field,
      schema: z.string().optional(),
      examples: ['yes'],
      deprecated: { message: 'Leave it out.' },
    },
  },
});
const registries: [string, ConfigRegistry][] = [
  ['of Boost', boostConfigRegistry],
  ['with odd fields', combineConfigFields([boostFieldSet, oddFields])],
];

type AccountKind = NonNullable<ConfigTemplateOptions['auth']>;

/** What each kind of account is set by, and what its section must not have. */
const kinds: readonly [AccountKind, readonly string[], readonly string[]][] = [
  ['secret', ['issuer', 'clientId', 'clientSecret'], ['tokenEndpoint', 'keyFile', 'assertionFile']],
  [
    'private-key',
    ['method', 'issuer', 'clientId', 'keyFile'],
    ['tokenEndpoint', 'clientSecret', 'assertionFile'],
  ],
  [
    'mtls',
    ['method', 'issuer', 'clientId', 'certificateFile', 'certificateKeyFile'],
    ['tokenEndpoint', 'clientSecret', 'keyFile', 'assertionFile'],
  ],
  [
    'kubernetes',
    ['method', 'issuer', 'assertionFile'],
    ['tokenEndpoint', 'clientSecret', 'keyFile'],
  ],
];
const environment = {
  BOOST_ENCRYPTION_SECRET: 'sixteen characters and more',
  KAGENTI_ISSUER: 'https://keycloak.example.com/realms/boost',
  KAGENTI_CLIENT_ID: 'boost',
  KAGENTI_CLIENT_SECRET_FILE: 'secret',
  KAGENTI_CLIENT_KEY_FILE: '/etc/boost/key.pem',
  KAGENTI_CLIENT_CERTIFICATE_FILE: '/etc/boost/tls.crt',
  KAGENTI_CLIENT_CERTIFICATE_KEY_FILE: '/etc/boost/tls.key',
  KAGENTI_ASSERTION_FILE: '/var/run/secrets/tokens/keycloak',
  KAGENTI_BASE_URL: 'https://kagenti.example.com',
};

async function errorsIn(text: string, registry: ConfigRegistry, env: object = {}) {
  const cwd = mkdtempSync(join(tmpdir(), 'boost-init-'));
  onTestFinished(() => rmSync(cwd, { recursive: true }));
  writeFileSync(join(cwd, 'a.yaml'), text);
  writeFileSync(join(cwd, 'secret'), 'of-the-client');
  const { findings } = await checkAppConfig({ files: ['a.yaml'], cwd, env: { ...env }, registry });
  return findings.filter(({ severity }) => severity === 'error');
}

function uncomment(text: string): string {
  return text.replaceAll(/^( *)#(?=\S)/gm, '$1');
}

function keysIn(value: unknown, path: string, known: ReadonlySet<string>): string[] {
  if (known.has(path) || typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([name, below]) =>
    keysIn(below, path === '' ? name : `${path}.${name}`, known),
  );
}

describe('new configuration', () => {
  it.each(registries)(
    '%s passes the check, as it is and with every field [configuration-command/New section passes the check]',
    async (_, registry) => {
      const { text } = createConfigTemplate(registry);
      expect(await errorsIn(text, registry)).toEqual([]);
      expect(await errorsIn(uncomment(text), registry)).toEqual([]);
    },
  );

  it('sets what Boost needs, and names each variable [configuration-command/Placeholders are named]', () => {
    const { text, variables } = createConfigTemplate();
    expect(variables).toEqual([
      { name: 'BOOST_ENCRYPTION_SECRET', key: 'boost.encryptionSecret' },
      { name: 'KAGENTI_ISSUER', key: 'boost.kagenti.auth.issuer' },
      { name: 'KAGENTI_CLIENT_ID', key: 'boost.kagenti.auth.clientId' },
      { name: 'KAGENTI_CLIENT_SECRET_FILE', key: 'boost.kagenti.auth.clientSecret' },
      { name: 'KAGENTI_BASE_URL', key: 'boost.providers.kagenti.baseUrl' },
    ]);
    for (const { name, key } of variables) {
      expect(text).toMatch(new RegExp(`^# {3}${name} +${key.replaceAll('.', '\\.')}$`, 'm'));
    }
  });

  it.each(registries)(
    '%s names every placeholder that is set [configuration-command/Placeholders are named]',
    (_, registry) => {
      const { text, variables } = createConfigTemplate(registry);
      const set = text
        .split('\n')
        .filter(line => !/^ *#/.test(line))
        .join('\n');
      const names = Array.from(set.matchAll(/\$\{(\w+)\}/g), ([, name]) => name);
      expect(variables.map(({ name }) => name)).toEqual(names);
    },
  );

  it.each(registries)(
    '%s takes secrets from outside [configuration-command/Secrets are never written]',
    (_, registry) => {
      const lines = uncomment(createConfigTemplate(registry).text).split('\n');
      const secrets = Object.entries(registry.fields).filter(([, { sensitive }]) => sensitive);
      for (const [key] of secrets) {
        const at = lines.findIndex(line =>
          line.trim().startsWith(`${key.slice(key.lastIndexOf('.') + 1)}:`),
        );
        expect(`${lines[at]}${lines[at + 1]}`).toMatch(/: *(?:\[?"?\$\{\w+\}|\$file: \$\{\w+\})/);
      }
      expect(lines.join()).not.toContain('literal-secret');
    },
  );

  it.each(kinds)(
    'an account of kind %s passes the check, with and without its variables [configuration-command/Section of each kind is written]',
    async (auth, set, refused) => {
      const { text } = createConfigTemplate(boostConfigRegistry, { auth });
      for (const env of [{}, environment]) {
        expect(await errorsIn(text, boostConfigRegistry, env)).toEqual([]);
        expect(await errorsIn(uncomment(text), boostConfigRegistry, env)).toEqual([]);
      }
      expect(Object.keys(parse(text).boost.kagenti.auth)).toEqual(set);
      const all = Object.keys(parse(uncomment(text)).boost.kagenti.auth);
      expect(all).toEqual(expect.arrayContaining([...set]));
      expect(all.filter(key => refused.includes(key))).toEqual([]);
    },
  );

  it.each<[AccountKind, readonly string[]]>([
    ['secret', ['Client Id and Secret', 'Mount the secret as a file']],
    ['private-key', ['Signed JWT', 'Mount the private key as a file']],
    ['mtls', ['X509 Certificate', 'Mount certificate and key as files']],
    ['kubernetes', ['Signed JWT - Federated', 'projected volume', 'expirationSeconds of 3600']],
  ])(
    'an account of kind %s comes with what to set up [configuration-command/Section of each kind is written]',
    (auth, parts) => {
      const { text } = createConfigTemplate(boostConfigRegistry, { auth });
      const prose = text.replaceAll(/\n# /g, ' ');
      for (const part of parts) expect(prose).toContain(part);
      expect(text.split('\n').filter(line => line.length > 120)).toEqual([]);
    },
  );

  it.each(registries)('%s has every field that a file may set', (_, registry) => {
    const { text } = createConfigTemplate(registry);
    const [, , refused] = kinds[0] ?? [];
    const wanted = Object.entries(registry.fields).filter(
      ([key, { configScope }]) =>
        configScope !== 'db-only' && !refused?.some(name => key === `boost.kagenti.auth.${name}`),
    );
    const keys = wanted.map(([key]) => key);
    expect(keysIn(parse(uncomment(text)), '', new Set(keys)).sort()).toEqual([...keys].sort());
    const prose = text.replaceAll(/\n *# /g, ' ');
    for (const [, { description }] of wanted) expect(prose).toContain(description);
  });

  it('names the file to check, on one line', () => {
    const { text } = createConfigTemplate(boostConfigRegistry, { file: 'boost.yaml' });
    expect(text).toContain('# Check it with: boost-config check boost.yaml\n');
    const odd = createConfigTemplate(boostConfigRegistry, { file: 'a\nb: c' });
    expect(odd.text).toMatch(/^# Check it with: boost-config check a.+b: c$/m);
  });

  it('says that a field is deprecated', () => {
    const { text } = createConfigTemplate(combineConfigFields([boostFieldSet, oddFields]));
    expect(text).toContain('# Deprecated: Leave it out.');
  });
});
