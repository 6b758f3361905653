import { describe, expect, it } from 'vitest';
import { lines, migrate } from '../../test/migrate/migrate.fixture.ts';
import {
  migrated,
  placeholders,
  setElsewhere,
  withAuth,
} from '../../test/migrate/token-exchange.fixture.ts';

const configMap = (...keys: readonly string[]) =>
  lines(
    'kind: ConfigMap',
    'data:',
    ...keys.flatMap(key => [
      `  ${key}: |`,
      '    boost: {kagenti: {auth: {tokenExchange: {enabled: true}}}}',
    ]),
  );

describe('the tokenExchange section', () => {
  it.each([
    [['clientId: a'], [0, 2]],
    [['clientSecret: ${A}'], [0, 1]],
    [['tokenEndpoint: {$env: A}', 'clientId: a'], [2]],
  ])(
    'leaves keys alone that are set: %j [configuration-migration/Keys that are set are not written again]',
    (set, missing) => {
      const written = missing.map(index => placeholders[index] ?? '');
      expect(migrated(withAuth(...set, 'tokenExchange: 1'))).toBe(withAuth(...set, ...written));
      expect(migrated(withAuth('tokenExchange: 1', ...set))).toBe(withAuth(...written, ...set));
    },
  );

  it('needs no keys where another file sets them [configuration-migration/Keys that are set are not written again]', () => {
    expect(
      migrated(
        withAuth('scope: a', 'tokenExchange: 1'),
        'boost: {kagenti: {auth: {tokenEndpoint: a, clientId: null}}}',
      ),
    ).toBe(withAuth('scope: a', ...placeholders.slice(1)));
    expect(migrated(withAuth('scope: a', 'tokenExchange: 1'), setElsewhere)).toBe(
      withAuth('scope: a'),
    );
  });

  it('names the file that sets the keys instead [configuration-migration/Keys that another file sets are named]', () => {
    const text = withAuth('scope: a', 'tokenExchange: 1');
    const { told } = migrate(text, undefined, [setElsewhere]);
    expect(told.find(({ code }) => code === 'set_elsewhere')).toEqual({
      severity: 'warning',
      code: 'set_elsewhere',
      path: 'boost.kagenti.auth',
      message:
        'needs tokenEndpoint, clientId and clientSecret, which only other-1.yaml sets: the two files are merged',
      hint: 'If the files belong to different deployments, migrate them separately.',
      location: { file: 'app-config.yaml', line: 5, column: 7, endLine: 5, endColumn: 20 },
    });
    const half = 'boost: {kagenti: {auth: {clientId: b}}}';
    const found = migrate(withAuth('tokenExchange: 1'), undefined, [half]);
    expect(found.told.find(({ code }) => code === 'set_elsewhere')?.message).toBe(
      'needs clientId, which only other-1.yaml sets: the two files are merged',
    );
    expect(migrate(withAuth('scope: a'), undefined, [setElsewhere]).told).toEqual([]);
  });

  it('is replaced in each ConfigMap of a file, and once in a ConfigMap', () => {
    const text = `${configMap('a.yaml', 'b.yaml')}---\n${configMap('c.yaml')}`;
    const { after, told } = migrate(text);
    expect(after.split('\n').map(line => line.match(/KAGENTI/g)?.length ?? 0)).toEqual([
      0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 3, 0,
    ]);
    expect(told.map(({ code }) => code)).not.toContain('set_elsewhere');
  });

  it('is replaced once when several files have it [configuration-migration/Keys that are set are not written again]', () => {
    const text = withAuth('scope: a', 'tokenExchange: 1');
    const outcome = migrate(text, undefined, [text]);
    expect(outcome.after).toBe(withAuth('scope: a', ...placeholders));
    expect(outcome.findings.filter(finding => finding.includes('placeholder'))).toHaveLength(3);
  });

  it('leaves keys to the person that are there but empty', () => {
    const { after, findings, told } = migrate(withAuth('clientId:', 'tokenExchange: 1'));
    expect(after).toBe(withAuth('clientId:', placeholders[0] ?? '', placeholders[2] ?? ''));
    expect(findings).toContain('warning placeholder boost.kagenti.auth.clientId 4:7');
    expect(told.find(({ path }) => path?.endsWith('clientId'))).toMatchObject({
      message: 'is empty, but is now required',
      hint: 'Write its value, or "${…}" with the name of a variable that contains it.',
    });
  });

  it.each([
    ['clientId: " "', '', 4],
    ['clientId: ""', '', 4],
    ['', 'boost: {kagenti: {auth: {clientId: null}}}', 1],
    ['', 'boost: {kagenti: {auth: {clientId: ""}}}', 1],
  ])('tells of keys that are empty once all is merged: %j, %j', (own, other, line) => {
    const { told } = migrate(withAuth(own, 'tokenExchange: 1'), undefined, [other]);
    expect(told.filter(({ message }) => message === 'is empty, but is now required')).toMatchObject(
      [
        {
          path: 'boost.kagenti.auth.clientId',
          location: { file: other === '' ? 'app-config.yaml' : 'other-1.yaml', line },
        },
      ],
    );
  });

  it('tells nothing of a key that a later file sets', () => {
    const text = withAuth('clientId:', 'tokenExchange: 1');
    const { told } = migrate(text, undefined, [setElsewhere]);
    expect(told.map(({ code }) => code)).toEqual(['removed_key', 'set_elsewhere']);
  });
});
