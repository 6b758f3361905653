import { beforeEach, describe, expect, test } from 'vitest';
import type { ConfigOverrideProblem } from '../src/override-problem.ts';
import type { StoreHost } from './database-host.fixture.ts';
import stored from './fixtures/boost-stored-values.json' with { type: 'json' };
import { openPlace } from './open-place.fixture.ts';
import { secret } from './sample-fields.fixture.ts';
import { legacySeal, seal, unseal } from './sealed-value.fixture.ts';

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
      const boost = { encryptionSecret: newSecret, sample: { token: 'of app-config' } };
      expect(await place.resolver({ yaml: { boost } }).resolve(token)).toBe('of app-config');
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

    test('what no field has today is moved to the new secret too, or reported [runtime-config/Rows move to the new secret]', async () => {
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

    test('rows that were moved aside are reported [runtime-config/Rows move to the new secret]', async () => {
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
          reason: expect.stringContaining('no configured secret'),
        },
      ]);
      expect(await place.rejected()).toEqual(before);
    });

    test.each(stored.rows.filter(({ key }) => !key.endsWith('.__schemaVersion')))(
      'the row of $key of version $schema_version is read as it was written',
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
      'harm 8: reconcile leaves what Boost encrypted at version $schema_version, and reencrypt does not [runtime-config/Reconcile leaves what Boost encrypted]',
      async ({ key, value, schema_version: version, plaintext }) => {
        await place.write(key, value, version);
        const config = resolver();
        expect(await config.reconcile()).toMatchObject({
          entries: [{ key, outcome: 'unchanged' }],
          legacyRows: 1,
        });
        expect(await place.rows()).toEqual([{ key, value, version }]);
        expect(await config.resolve(key)).toBe(plaintext);

        expect(await config.reencrypt()).toEqual({
          entries: [{ key, outcome: 'reencrypted' }],
          legacyRows: 0,
        });
        const [row] = await place.rows();
        expect(unseal(key, row?.value)).toBe(plaintext);
        expect(row?.version).toBe(version);
      },
    );

    test('legacy rows of modules that are not installed are counted, and those that do not open are not [runtime-config/Reconcile leaves what Boost encrypted]', async () => {
      const [first] = credentials;
      const lost = legacySeal('lost', 'a secret that is lost');
      await place.write('boost.elsewhere.token', first?.value ?? '', 1);
      await place.write('boost.devSpaces.credentials', legacySeal('under the old one'), 1);
      await place.write(token, lost, 3);
      await place.write('boost.sample.title', JSON.stringify('A'.repeat(64)), 3);
      expect((await resolver(newSecret, [secret]).reconcile()).legacyRows).toBe(2);
      expect((await resolver('a secret that opens nothing').reconcile()).legacyRows).toBe(0);
    });

    test.each([
      ['needs a migration', 'boost.sample.secret', 'hidden', 2, 'waiting', undefined],
      ['has a key that was removed', 'boost.sample.old', 'hidden', 1, 'kept', 'removed_key'],
      ['is of a yaml-only key', 'boost.security.mode', 'full', 1, 'kept', 'not_overridable'],
    ] as const)(
      'a legacy row that %s stays until reencrypt has run',
      async (_what, key, plaintext, version, outcome, code) => {
        const value = legacySeal(plaintext);
        await place.write(key, value, version);
        const config = resolver();
        const { entries } = await config.reconcile();
        expect(entries).toEqual([
          {
            key,
            outcome,
            ...(code !== undefined && { code }),
            reason: expect.stringContaining('until reencrypt has run'),
          },
        ]);
        expect(await place.rows()).toEqual([{ key, value, version }]);
        expect(await place.rejected()).toEqual([]);
        const isUsed = code === undefined;
        expect(await config.resolve(token)).toBe(isUsed ? plaintext : undefined);

        await config.reencrypt();
        expect((await config.reconcile()).entries).toMatchObject([
          { outcome: isUsed ? 'migrated' : 'rejected' },
        ]);
        expect(await config.resolve(token)).toBe(isUsed ? plaintext : undefined);
      },
    );

    test('a legacy row under a former name stays next to the one under the new name', async () => {
      const value = legacySeal('old');
      await place.write('boost.sample.secret', value, 2);
      const config = resolver();
      await config.set(token, 'new');
      expect((await config.reconcile()).entries).toMatchObject([
        { key: 'boost.sample.secret', outcome: 'kept', code: 'superseded' },
        { key: token, outcome: 'unchanged' },
      ]);
      expect(await place.rows()).toMatchObject([{ key: 'boost.sample.secret', value }, {}]);
      expect(await config.resolve(token)).toBe('new');
    });

    test('what Boost encrypted is encrypted in our form when it is stored again', async () => {
      const key = 'boost.devSpaces.credentials';
      await place.write(key, credentials[0]?.value ?? '', 1);
      await resolver().set(key, 'again');
      const [row] = await place.rows();
      expect(unseal(key, row?.value)).toBe('again');
    });
  });
}
