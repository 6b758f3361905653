import { beforeEach, describe, expect, test } from 'vitest';
import type { StoreHost } from './database-host.fixture.ts';
import stored from './fixtures/boost-stored-values.json' with { type: 'json' };
import { openPlace } from './open-place.fixture.ts';
import type { ConfigOverrideProblem } from './override-problem.ts';
import { secret } from './sample-fields.fixture.ts';
import { seal, unseal } from './sealed-value.fixture.ts';

const token = 'boost.sample.token';
const newSecret = 'a newer secret, long enough';
const credentials = stored.rows.filter(row => row.key === 'boost.devSpaces.credentials');

/** How sensitive values, and the rows of Boost itself, are kept, wherever that is. */
export function describeEncryption(host: StoreHost): void {
  describe(`encryption ${host.name}`, () => {
    const place = openPlace(host);
    let problems: ConfigOverrideProblem[];
    beforeEach(() => {
      problems = [];
    });

    function resolver(encryptionSecret: string | undefined = secret, previous: string[] = []) {
      const secrets = { encryptionSecret, previousEncryptionSecrets: previous };
      return place.resolver({
        yaml: { boost: secrets },
        onProblem: problem => problems.push(problem),
      });
    }
    const values = async () => (await place.rows()).map(row => String(row.value));

    test('a secret lies encrypted, differently each time [runtime-config/Secret is stored encrypted]', async () => {
      const config = resolver();
      await config.set(token, 'canary');
      const [first = ''] = await values();
      await config.set(token, 'canary');
      const [second = ''] = await values();
      expect(JSON.parse(first)).toMatch(/^boost1:[A-Za-z0-9+/=]+$/);
      expect(Buffer.from(JSON.parse(first).slice(7), 'base64').toString()).not.toContain('canary');
      expect(second).not.toBe(first);
      expect(await resolver().resolve(token)).toBe('canary');
    });

    test('without a secret nothing sensitive is written [runtime-config/No secret, no sensitive write]', async () => {
      const config = place.resolver({ yaml: {} });
      const refused = config.set(token, 'canary');
      await expect(refused).rejects.toMatchObject({
        code: 'no_encryption_secret',
        hint: expect.stringContaining('boost.encryptionSecret'),
      });
      await expect(config.reencrypt()).rejects.toMatchObject({ code: 'no_encryption_secret' });
      expect(await place.rows()).toEqual([]);
    });

    test('what was encrypted for another field does not open [runtime-config/Value moved to another row does not open]', async () => {
      await place.write(token, seal('boost.devSpaces.credentials', 'canary'));
      const before = await place.rows();
      const config = resolver();
      expect(await config.resolve(token)).toBeUndefined();
      expect(problems).toMatchObject([{ code: 'undecryptable', key: token }]);
      expect((await config.reconcile()).entries).toMatchObject([
        { outcome: 'kept', code: 'undecryptable' },
      ]);
      expect(await place.rows()).toEqual(before);
    });

    test('a previous secret opens what was stored under it [runtime-config/Previous secrets still open]', async () => {
      await resolver().set(token, 'kept');
      const before = await place.rows();
      const rotated = resolver(newSecret, ['one that is older still', secret]);
      expect(await rotated.resolve(token)).toBe('kept');
      expect((await rotated.reconcile()).entries).toEqual([{ key: token, outcome: 'unchanged' }]);
      expect(await place.rows()).toEqual(before);
    });

    test('a value whose secret is lost stays [runtime-config/Lost secret keeps the row]', async () => {
      await resolver().set(token, 'kept');
      const before = await place.rows();
      const other = resolver(newSecret);
      expect(await other.resolve(token)).toBeUndefined();
      expect((await other.resolveAll())[token]).toMatchObject({ source: 'default' });
      expect((await other.reconcile()).entries).toMatchObject([{ outcome: 'kept' }]);
      expect((await other.reencrypt()).entries).toMatchObject([
        { outcome: 'kept', code: 'undecryptable' },
      ]);
      expect(problems).toMatchObject([{ code: 'undecryptable' }]);
      expect(await place.rows()).toEqual(before);
      expect(await resolver().resolve(token)).toBe('kept');
    });

    test('reencrypt moves every sensitive row to the new secret [runtime-config/Rows move to the new secret]', async () => {
      const [legacy] = credentials;
      await place.write(token, seal(token, 'one'), 3);
      await place.write('boost.devSpaces.credentials', legacy?.value ?? '', 1);
      await place.write(
        'boost.sample.group.token',
        seal('boost.sample.group.token', 'new', newSecret),
      );
      await place.write('boost.sample.limit', '5', 1);
      const { entries } = await resolver(newSecret, [secret]).reencrypt();
      expect(entries).toEqual([
        { key: 'boost.devSpaces.credentials', outcome: 'reencrypted' },
        { key: 'boost.sample.group.token', outcome: 'unchanged' },
        { key: token, outcome: 'reencrypted' },
      ]);
      expect(await place.rows()).toMatchObject([
        { key: 'boost.devSpaces.credentials', version: 1 },
        { key: 'boost.sample.group.token' },
        { key: 'boost.sample.limit', value: '5', version: 1 },
        { key: token, version: 3 },
      ]);
      const config = resolver(newSecret);
      expect(await config.resolve(token)).toBe('one');
      expect(await config.resolve('boost.devSpaces.credentials')).toBe(legacy?.plaintext);
    });

    test('what no field has today is moved to the new secret too, or told of [runtime-config/No secret is left behind by a new one]', async () => {
      const [legacy] = credentials;
      const former = 'boost.sample.secret';
      const elsewhere = 'boost.elsewhere.';
      await place.write(former, seal(former, 'under a former name'), 2);
      await place.write(`${elsewhere}a`, seal(`${elsewhere}a`, 'of no module'), 7);
      await place.write(`${elsewhere}b`, legacy?.value ?? '', 1);
      await place.write(`${elsewhere}c`, seal(`${elsewhere}a`, 'of another row'), 1);
      await place.write(`${elsewhere}d`, seal(`${elsewhere}d`, 'lost', 'a secret that is lost'), 1);
      await place.write(`${elsewhere}e`, '"in the clear"', 1);
      await place.write('boost.sample.old', seal('boost.sample.old', 'removed'), 1);
      const { entries } = await resolver(newSecret, [secret]).reencrypt();
      expect(entries).toMatchObject([
        { key: `${elsewhere}a`, outcome: 'reencrypted' },
        { key: `${elsewhere}b`, outcome: 'reencrypted' },
        { key: `${elsewhere}c`, outcome: 'kept', code: 'undecryptable' },
        { key: `${elsewhere}d`, outcome: 'kept', code: 'undecryptable' },
        { key: 'boost.sample.old', outcome: 'reencrypted' },
        { key: former, outcome: 'reencrypted' },
      ]);
      const rows = new Map((await place.rows()).map(row => [row.key, row]));
      expect(rows.get(`${elsewhere}a`)?.version).toBe(7);
      const opened = [`${elsewhere}a`, `${elsewhere}b`, 'boost.sample.old', former].map(key =>
        unseal(key, rows.get(key)?.value, newSecret),
      );
      expect(opened).toEqual(['of no module', legacy?.plaintext, 'removed', 'under a former name']);
      expect(await resolver(newSecret).resolve(token)).toBe('under a former name');
    });

    test('rows that were moved aside are told of [runtime-config/No secret is left behind by a new one]', async () => {
      const old = 'boost.sample.old';
      const lost = seal(old, 'lost', 'a secret that is lost');
      for (const value of [seal(old, 'canary'), seal(old, 'new', newSecret), lost, '"clear"']) {
        await place.write(old, value, 1);
        await resolver().reconcile();
      }
      const before = await place.rejected();
      const entries = (await resolver(newSecret, [secret]).reencrypt()).entries;
      expect(entries).toMatchObject([
        { key: old, outcome: 'kept', code: 'moved_aside', reason: expect.stringContaining('prev') },
        {
          key: old,
          outcome: 'kept',
          code: 'moved_aside',
          reason: expect.stringContaining('no se'),
        },
      ]);
      expect(await place.rejected()).toEqual(before);
    });

    test.each(stored.rows)(
      'the row of $key of version $schema_version is read as it was written [runtime-config/Each row of Boost is read]',
      async ({ key, value, schema_version: version, plaintext }) => {
        await place.write(key, value, version);
        const config = resolver();
        expect(await config.resolve(key)).toEqual(plaintext ?? JSON.parse(value));
        expect((await config.resolveAll())[key]?.source).toBe('database');
        await config.reconcile();
        expect(await resolver().resolve(key)).toEqual(plaintext ?? JSON.parse(value));
        expect(problems).toEqual([]);
      },
    );

    test.each(credentials)(
      'what Boost encrypted at version $schema_version is encrypted in our form by reconcile [runtime-config/Old encryption is replaced]',
      async ({ key, value, schema_version: version, plaintext }) => {
        await place.write(key, value, version);
        expect((await resolver().reconcile()).entries).toMatchObject([
          { key, outcome: 'reencrypted' },
        ]);
        const [row] = await place.rows();
        expect(unseal(key, row?.value)).toBe(plaintext);
        expect(row?.version).toBe(version);
      },
    );

    test('what Boost encrypted is encrypted in our form when it is stored again [runtime-config/Old encryption is replaced]', async () => {
      const key = 'boost.devSpaces.credentials';
      await place.write(key, credentials[0]?.value ?? '', 1);
      await resolver().set(key, 'again');
      const [row] = await place.rows();
      expect(unseal(key, row?.value)).toBe('again');
    });
  });
}
