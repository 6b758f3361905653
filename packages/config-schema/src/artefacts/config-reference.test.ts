import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { z as z3 } from 'zod-3';
import { fieldOf, registryOf } from '../../test/artefacts/registry-of.fixture.ts';
import { boostConfigRegistry } from '../boost-field-set.ts';
import { combineConfigFields } from '../combine-config-fields.ts';
import type { ConfigFieldMeta } from '../field.ts';
import { boostConfigFields } from '../registry.ts';
import { createConfigReference } from './config-reference.ts';

const reference = createConfigReference(boostConfigRegistry);

/** The cells of each row that starts with this key; a bar that is escaped ends none. */
function rowsOf(text: string, key: string): string[][] {
  return text
    .split('\n')
    .filter(line => line.startsWith(`| \`${key}\` |`))
    .map(line =>
      line
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map(cell => cell.trim()),
    );
}

/** The heading above the table that a key stands in. */
function headingOf(text: string, key: string): string | undefined {
  const above = text.slice(0, text.indexOf(`| \`${key}\` |`)).split('\n');
  return above.findLast(line => line.startsWith('#'));
}

describe('the reference of our own fields', () => {
  it.each(Object.entries<ConfigFieldMeta>(boostConfigFields))(
    'has one row for %s, in its section [boost-configuration/Reference has one row a field]',
    (key, field) => {
      const rows = rowsOf(reference, key);
      expect(rows).toHaveLength(1);
      const [, value, scope, visibility, since, text = ''] = rows[0] ?? [];
      expect(value).not.toBe('');
      expect([scope, visibility, since]).toEqual([
        field.configScope,
        field.visibility,
        String(field.since),
      ]);
      expect(text.replaceAll('\\', '')).toContain(field.description);
      for (const rule of field.rules ?? []) expect(text).toContain(`**Rule:** it ${rule}.`);
      expect(headingOf(reference, key)).toBe(`### \`${key.split('.').slice(0, -1).join('.')}\``);
    },
  );

  it('has no row for anything else but the keys of version 1 [boost-configuration/Reference has one row a field]', () => {
    const keys = [...reference.matchAll(/^\| `([^`]+)`/gm)].map(([, key]) => key);
    expect(keys).toHaveLength(Object.keys(boostConfigFields).length + 4);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it.each([
    'version 2 of `@rhdh-boost/config-schema`',
    'An account in `boost.kagenti.auth` has exactly one of `tokenEndpoint` and `issuer`, and what its `method` needs.',
    '`method: none` allows no other key of the section.',
    '`"false"` is false and `"60"` is a number',
    'The words for true are `true`, `yes`, `y`, `on` and `1`, those for false `false`, `no`, `n`, `off` and `0`',
    'The namespace of `boost.providers.kagenti.defaultAgent` is one of `boost.providers.kagenti.namespaces`',
    'An empty text counts as not set',
    '`boost.providers.kagenti.baseUrl` needs an account, or `method: none`.',
    'Without a namespace, the agent is in the only one that is listed',
    'needs `boost.security.mode`',
    'when `boost.kagenti.allowInClusterHttp` is true',
    '`boost.agentApproval.sonataflow.endpoint`',
    'No URL holds a user name or a password.',
    '| `boost.kagenti.auth.tokenExchange.audience` | `@rhdh-boost/config-schema` 2 |',
    '`boost-config migrate`',
  ])('says: %s', text => {
    expect(reference).toContain(text);
  });

  it('shows no example of a secret but a placeholder [boost-configuration/Reference has one row a field]', () => {
    const secrets = Object.entries<ConfigFieldMeta>(boostConfigFields)
      .filter(([, field]) => field.sensitive === true)
      .map(([key]) => rowsOf(reference, key)[0]?.[5]);
    expect(secrets.length).toBeGreaterThan(3);
    expect(secrets.filter(text => !text?.includes('${'))).toEqual([]);
  });
});

describe('the reference of odd fields', () => {
  const odd = registryOf({
    'boost.text': fieldOf(z.string(), {
      description: 'One | two\n  <script> *.svc',
      examples: ['a|b'],
    }),
    'boost.old': fieldOf(z.string().min(1).optional(), {
      deprecated: { message: 'Use boost.text.', removedIn: 8 },
      defaultValue: 'x|y',
    }),
    'boost.stored': fieldOf(z.int().optional(), { configScope: 'db-only' }),
    'boost.ruled': fieldOf(z.string().optional(), {
      rules: ['is one of a|b', 'is *odd*'],
      examples: ['a'],
    }),
  });
  const text = createConfigReference(odd);

  it('keeps each on one row', () => {
    expect(rowsOf(text, 'boost.text')).toEqual([
      [
        '`boost.text`',
        'text',
        'yaml-only',
        'backend',
        '1',
        String.raw`One \| two &lt;script> \*.svc **Required.** Example: ` + '`"a\\|b"`.',
      ],
    ]);
  });

  it('tells of defaults and deprecations [boost-configuration/Reference has one row a field]', () => {
    expect(rowsOf(text, 'boost.old')[0]?.[5]).toBe(
      'What it does. Default: `"x\\|y"`. **Deprecated:** Use boost.text. Version 8 removes it.',
    );
  });

  it('tells of rules, each as a sentence [boost-configuration/Reference has one row a field]', () => {
    expect(rowsOf(text, 'boost.ruled')[0]?.[5]).toBe(
      String.raw`What it does. **Rule:** it is one of a\|b. **Rule:** it is \*odd\*. Example: ` +
        '`"a"`.',
    );
  });

  it('has what only the database holds', () => {
    expect(rowsOf(text, 'boost.stored')[0]?.[2]).toBe('db-only');
  });

  it('leaves out the rules of fields that are not there', () => {
    expect(text).not.toContain('tokenEndpoint');
    expect(text).not.toContain('Keys of earlier versions');
    expect(text).toContain('version 7 of `@acme/odd`');
  });

  it('tells of new names, and of each set', () => {
    const [set] = odd.sets;
    const migrations = [{ to: 7, renamed: { 'boost.txt': 'boost.text' } }];
    const renamed = combineConfigFields([
      ...boostConfigRegistry.sets,
      { owner: '@acme/odd', version: 7, fields: set?.fields ?? {}, migrations },
    ]);
    const both = createConfigReference(renamed);
    expect(both).toContain('version 2 of `@rhdh-boost/config-schema` and version 7 of `@acme/odd`');
    expect(both).toContain('| `boost.txt` | `@acme/odd` 7 | `boost.text` is its new name |');
  });

  it.each([
    [z.number(), 'number'],
    [z.number().max(5), 'number up to 5'],
    [z.int().min(2), 'whole number from 2'],
    [z.int().min(2).max(3), 'whole number, 2 to 3'],
    [z.url(), 'URL'],
    [z.string().min(3), 'text of 3 or more characters'],
    [z.literal(7), '`7`'],
    [z.union([z.array(z.string()), z.object({ a: z.string() })]), 'list, each text, or mapping'],
    [z3.union([z3.string(), z3.number()]), 'string or number'],
  ])(
    'says in words what a value is, case %# [boost-configuration/Reference has one row a field]',
    (schema, words) => {
      const made = createConfigReference(registryOf({ 'boost.one': fieldOf(schema) }));
      expect(rowsOf(made, 'boost.one')[0]?.[1]).toBe(words);
    },
  );
});
