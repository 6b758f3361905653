import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fieldWith, registryWith } from '../test/field.fixture.ts';
import { checkBoostConfig } from './parse.ts';

const registry = registryWith(
  {
    'boost.acme.size': fieldWith(z.int().optional()),
    'boost.acme.unit.name': fieldWith(z.string().optional()),
  },
  {
    version: 3,
    migrations: [
      {
        to: 2,
        removed: { 'boost.legacy.old.thing': 'nothing replaces it' },
        renamed: { 'boost.acme.length': 'boost.acme.width' },
      },
      {
        to: 3,
        renamed: { 'boost.acme.width': 'boost.acme.size' },
        removed: { 'boost.acme.unit.kind': 'boost.acme.unit.name says it' },
        placeholders: { 'boost.acme.unit.name': '${ACME_UNIT}' },
      },
    ],
  },
);

function problemsOf(section: object) {
  return checkBoostConfig({ boost: { security: { mode: 'full' }, ...section } }, { registry })
    .problems;
}

describe('keys that a contributed set had', () => {
  it('are refused with owner, version and replacement', () => {
    expect(problemsOf({ acme: { length: 1, width: 2, unit: { kind: 'x' } } })).toEqual([
      {
        path: 'boost.acme.length',
        code: 'removed_key',
        message: 'was removed in @acme/test version 2: rename it to boost.acme.width',
        hint: 'Run "boost-config migrate", or remove the key yourself.',
      },
      {
        path: 'boost.acme.width',
        code: 'removed_key',
        message: 'was removed in @acme/test version 3: rename it to boost.acme.size',
        hint: 'Run "boost-config migrate", or remove the key yourself and set boost.acme.unit.name.',
      },
      {
        path: 'boost.acme.unit.kind',
        code: 'removed_key',
        message: 'was removed in @acme/test version 3: boost.acme.unit.name says it',
        hint: 'Run "boost-config migrate", or remove the key yourself and set boost.acme.unit.name.',
      },
    ]);
  });

  it('B8: are refused with a hint that names only what is not set yet', () => {
    const auth = { tokenExchange: true, clientId: 'a', clientSecret: '' };
    const hintOf = (more: object) =>
      checkBoostConfig({ boost: { kagenti: { auth: { ...auth, ...more } } } }).problems?.find(
        ({ code }) => code === 'removed_key',
      )?.hint;
    const start = 'Run "boost-config migrate", or remove the key yourself';
    const keys = 'boost.kagenti.auth.tokenEndpoint, boost.kagenti.auth.clientSecret';
    expect(hintOf({})).toBe(`${start} and set ${keys}.`);
    expect(hintOf({ issuer: 'https://keycloak.example.com/realms/a' })).toBe(`${start}.`);
  });

  it('are found in sections that are no more', () => {
    expect(problemsOf({ legacy: { old: { thing: { deep: 1 } } } })).toMatchObject([
      { path: 'boost.legacy.old.thing.deep', code: 'removed_key' },
    ]);
  });

  it('leave unknown what never was a key', () => {
    for (const legacy of ['x', {}, { old: 'x' }, { odd: { thing: 1 } }, [{ old: { thing: 1 } }]]) {
      expect(problemsOf({ legacy })).toMatchObject([{ path: 'boost.legacy', code: 'unknown_key' }]);
    }
  });

  it('are not seen in a name with dots, which is another key', () => {
    expect(
      problemsOf({ 'legacy.old.thing': 1, legacy: { old: { thing: 1, 'thing.x': 2 } } }),
    ).toMatchObject([
      { path: 'boost["legacy.old.thing"]', code: 'unknown_key' },
      { path: 'boost.legacy.old.thing', code: 'removed_key' },
      { path: 'boost.legacy.old["thing.x"]', code: 'unknown_key' },
    ]);
  });

  it('do not hide an unknown key beside them', () => {
    expect(problemsOf({ legacy: { old: { thing: 1, other: 2 }, more: 3 } })).toMatchObject([
      { path: 'boost.legacy.old.thing', code: 'removed_key' },
      { path: 'boost.legacy.old.other', code: 'unknown_key' },
      { path: 'boost.legacy.more', code: 'unknown_key' },
    ]);
  });
});
