import { describe, expect, it } from 'vitest';
import { lines, migrate, setWith } from '../../test/migrate/migrate.fixture.ts';

const exchange = [
  '    boost:',
  '      kagenti:',
  '        auth:',
  '          tokenExchange: {enabled: true}',
];
const configMap = (...app: readonly string[]) =>
  lines('kind: ConfigMap', 'data:', '  a.yaml: |', ...app);

describe('places after an earlier edit in the same file', () => {
  it('of a second ConfigMap are those of the file as it was', () => {
    const { findings } = migrate(
      `${configMap(...exchange)}---\n${configMap('    # a comment', ...exchange)}`,
    );
    const gone = findings.filter(each => each.includes('removed_key'));
    expect(gone).toEqual([
      'warning removed_key boost.kagenti.auth.tokenExchange.enabled 7:27',
      'warning removed_key boost.kagenti.auth.tokenExchange.enabled 16:27',
    ]);
  });

  it('of a refusal in a second ConfigMap are those of what stands in the way', () => {
    const explicit = [...exchange.slice(0, 3), '          ? tokenExchange', '          : 1'];
    const text = `${configMap(...exchange)}---\n${configMap('    y: 1', ...explicit)}`;
    const { findings, after } = migrate(text);
    expect(findings.filter(each => each.startsWith('error'))).toEqual([
      'error not_migrated boost.kagenti.auth.tokenExchange 16:11',
    ]);
    expect(after).toBe(text);
  });

  it('of a key that was renamed before it went are those of its old name', () => {
    const sets = [
      setWith({ renamed: { 'boost.a.longer': 'boost.a.b' } }),
      setWith({ removed: { 'boost.a.b': 'nothing' } }),
    ];
    const text = lines('boost:', '  a:', '    x: 1', '    longer: 2');
    expect(migrate(text, sets).findings).toEqual(['warning removed_key boost.a.b 4:5']);
  });

  it('of a refusal after a change are those of the key as it was', () => {
    const sets = [
      setWith({ removed: { 'boost.a.old': 'nothing' } }),
      setWith({ renamed: { 'boost.a.first': 'boost.a.second' } }),
    ];
    const text = lines('boost:', '  a:', '    old: 1', '    second: 1', '    first: 2');
    const { findings, after } = migrate(text, sets);
    expect(findings.filter(each => each.startsWith('error'))).toEqual([
      'error not_migrated boost.a.first 5:5',
    ]);
    expect(after).toBe(text);
  });
});
