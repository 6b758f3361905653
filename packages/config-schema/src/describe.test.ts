import { describe, expect, it } from 'vitest';
import {
  completeConfiguration,
  completeSecrets,
  otherAccounts,
} from '../test/complete-configuration.fixture.ts';
import { describeBoostConfig } from './describe.ts';
import { parseBoostConfig } from './parse.ts';
import { boostConfigFields } from './registry.ts';

describe('describeBoostConfig', () => {
  it('lists everything that is set, secrets as a placeholder [boost-configuration/Secrets are shown as a placeholder]', () => {
    const entries = describeBoostConfig(parseBoostConfig(completeConfiguration));
    const others = otherAccounts.flatMap(auth => {
      const kagenti = { auth, allowInClusterHttp: true };
      const boost = { ...completeConfiguration.boost, kagenti };
      return describeBoostConfig(parseBoostConfig({ boost }));
    });
    expect(
      new Set([...entries, ...others].map(({ path }) => path)),
      'test/complete-configuration.fixture.ts sets every field',
    ).toEqual(new Set(Object.keys(boostConfigFields)));
    expect(entries.filter(({ value }) => value === '<secret>').map(({ path }) => path)).toEqual([
      'boost.encryptionSecret',
      'boost.previousEncryptionSecrets',
      'boost.kagenti.auth.clientSecret',
      'boost.devSpaces.credentials',
    ]);
    for (const secret of completeSecrets) expect(JSON.stringify(entries)).not.toContain(secret);
    expect(entries).toContainEqual({
      path: 'boost.providers.kagenti.namespaces',
      value: ['team1', 'team2'],
    });
  });

  it('leaves out what is not set [boost-configuration/Secrets are shown as a placeholder]', () => {
    expect(describeBoostConfig({})).toEqual([]);
    expect(describeBoostConfig({ boost: { security: { mode: 'full' } } })).toEqual([
      { path: 'boost.security.mode', value: 'full' },
    ]);
  });
});
