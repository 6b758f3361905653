import { beforeEach, describe, expect, test } from 'vitest';
import type { ConfigOverrideProblem } from '../src/override-problem.ts';
import type { ConfigResolverOptions } from '../src/resolver-options.ts';
import { rowsOfBoost, valuesOfBoost } from './boost-table.fixture.ts';
import type { StoreHost } from './database-host.fixture.ts';
import { openPlace } from './open-place.fixture.ts';
import { secret } from './sample-fields.fixture.ts';
import { legacySeal, seal, unseal } from './sealed-value.fixture.ts';

const credentials = 'boost.devSpaces.credentials';
const token = 'boost.sample.token';
const pin = 'boost.sample.pin';

/** Which texts in the row of a secret are opened, and which are not. */
export function describeOpenedSecrets(host: StoreHost): void {
  describe(`secrets ${host.name}`, () => {
    const place = openPlace(host);
    let problems: ConfigOverrideProblem[];
    beforeEach(() => {
      problems = [];
    });
    const resolver = (options: Partial<ConfigResolverOptions> = {}) =>
      place.resolver({ onProblem: problem => problems.push(problem), ...options });

    test.each([1, 2, 8, 15])(
      "A7: a previous secret of %i characters opens Boost's values alone [runtime-config/Short previous secret opens Boost's values alone]",
      async length => {
        const short = 'ä'.repeat(length);
        const newSecret = 'a newer secret, long enough';
        await place.write(credentials, legacySeal('of Boost', short), 1);
        await place.write(token, seal(token, 'in our form', short));
        const previousEncryptionSecrets = [short, secret];
        const config = resolver({
          yaml: { boost: { encryptionSecret: newSecret, previousEncryptionSecrets } },
        });
        expect(await config.resolve(credentials)).toBe('of Boost');
        expect(await config.resolve(token)).toBeUndefined();
        expect(problems).toMatchObject([{ code: 'undecryptable', key: token }]);
        await config.set(token, 'anew');
        expect((await config.reencrypt()).entries).toMatchObject([
          { key: credentials, outcome: 'reencrypted' },
          { key: token, outcome: 'unchanged' },
        ]);
        for (const { key, value } of await place.rows()) {
          expect(unseal(String(key), value, short)).toBeUndefined();
          expect(unseal(String(key), value, newSecret)).toBeDefined();
        }
        const tooShort = resolver({ yaml: { boost: { encryptionSecret: short } } });
        await expect(tooShort.set(token, 'x')).rejects.toThrow('boost.encryptionSecret');
      },
    );

    test.each([
      ['of the first version', credentials, 1],
      ["of today's version", credentials, 2],
      ['of an earlier version', token, 2],
      ['of the version in which its field became a secret', pin, 3],
    ])(
      'A8: plain text %s in the row of a secret is refused [runtime-config/Planted plain text is refused]',
      async (_what, key, version) => {
        await place.write(key, '"planted"', version);
        const before = await place.rows();
        const boost = { encryptionSecret: secret, sample: { token: 'ours', pin: 'ours' } };
        const ours = key === credentials ? undefined : 'ours';
        const config = resolver({ yaml: { boost } });
        expect(await config.resolve(key)).toBe(ours);
        expect(problems).toMatchObject([{ code: 'plain_text', key }]);
        expect((await config.resolveAll())[key]?.source).not.toBe('database');
        for (const { entries } of [await config.reconcile(), await config.reencrypt()])
          expect(entries).toMatchObject([{ key, outcome: 'kept', code: 'plain_text' }]);
        expect(await place.rows()).toEqual(before);
        expect(await place.rejected()).toEqual([]);
      },
    );

    test.each([1, 2])(
      'A8: plain text of version %i, before its field was a secret, is read and encrypted [runtime-config/Plain text from before the field was a secret]',
      async version => {
        await place.write(pin, '"of before"', version);
        const config = resolver();
        expect(await config.resolve(pin)).toBe('of before');
        expect((await config.reconcile()).entries).toEqual([{ key: pin, outcome: 'reencrypted' }]);
        const row = await place.row(pin);
        expect(unseal(pin, row?.value)).toBe('of before');
        expect(await config.resolve(pin)).toBe('of before');
        expect(problems).toEqual([]);
      },
    );

    test('A8: plain text of before its field was a secret is not moved aside in the clear', async () => {
      const yaml = { boost: { sample: { pin: 'ours' } } };
      await place.write(pin, '["canary"]', 2);
      const before = await place.rows();
      const [entry] = (await resolver({ yaml }).reconcile()).entries;
      expect(entry).toMatchObject({ key: pin, outcome: 'kept', code: 'invalid_value' });
      expect(entry?.reason).toContain('there is no boost.encryptionSecret');
      expect(await place.rows()).toEqual(before);

      const config = resolver();
      const setting = (await config.list()).find(({ key }) => key === pin);
      const { entries } = await config.reconcile({ dryRun: true });
      expect((await config.reconcile()).entries).toEqual(entries);
      expect(entries).toMatchObject([{ key: pin, outcome: 'rejected', code: 'invalid_value' }]);
      const [moved] = await place.rejected();
      expect(unseal(pin, moved?.value)).toEqual(['canary']);
      expect((await config.reencrypt()).entries).toEqual([]);
      const [{ id, updatedAt } = { id: 0, updatedAt: '' }] = await config.rejected();
      expect(updatedAt).toBe(setting?.override?.updatedAt);
      await config.restore(id);
      expect((await place.row(pin))?.version).toBe(2);
    });

    test('A8: with acceptLegacy false no value of Boost opens, and no call changes it [runtime-config/Values of Boost can be refused]', async () => {
      const stored = String(rowsOfBoost.find(({ key }) => key === credentials)?.value);
      await place.write(credentials, stored, 1);
      await place.write(token, stored, 3);
      const before = await place.rows();
      const accepting = resolver();
      expect(await accepting.resolve(credentials)).toBe(valuesOfBoost[credentials]);
      // Nothing binds the text to its key.
      expect(await accepting.resolve(token)).toBe(valuesOfBoost[credentials]);
      expect((await accepting.reconcile()).legacyRows).toBe(2);

      const config = resolver({ acceptLegacy: false });
      expect(await config.resolve(credentials)).toBeUndefined();
      expect(await config.resolve(token)).toBeUndefined();
      expect(problems).toMatchObject(
        [credentials, token].map(key => ({
          code: 'legacy_not_accepted',
          key,
          message: expect.stringContaining('Set acceptLegacy to true until reencrypt has run'),
        })),
      );
      for (const { entries, legacyRows } of [await config.reconcile(), await config.reencrypt()]) {
        expect(entries).toMatchObject(
          [credentials, token].map(key => ({
            key,
            outcome: 'kept',
            code: 'legacy_not_accepted',
            reason: 'Boost 0.8 encrypted it, and the option acceptLegacy is false',
          })),
        );
        expect(legacyRows).toBe(2);
      }
      expect(await place.rows()).toEqual(before);

      await resolver().reencrypt();
      expect(await config.resolve(credentials)).toBe(valuesOfBoost[credentials]);
    });

    test('A8: reencrypt makes no secret of Boost readable in the row of a field that is none', async () => {
      const stored = String(rowsOfBoost.find(({ key }) => key === credentials)?.value);
      await place.write('boost.sample.title', stored, 3);
      const config = resolver();
      expect((await config.reencrypt()).entries).toEqual([
        {
          key: 'boost.sample.title',
          outcome: 'unchanged',
          reason: 'Boost 0.8 encrypted it, and its field is no secret',
        },
      ]);
      expect(await config.resolve('boost.sample.title')).toBe(JSON.parse(stored));
      expect(await config.health()).toMatchObject({ status: 'ok', counts: { legacyRows: 0 } });
      expect(await config.reconcile()).toMatchObject({ legacyRows: 0 });
    });
  });
}
