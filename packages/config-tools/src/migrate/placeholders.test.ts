import { describe, expect, it } from 'vitest';
import { lines, migrate, setWith } from '../../test/migrate/migrate.fixture.ts';

describe('a placeholder of another section', () => {
  const set = setWith({
    removed: { 'boost.a.gone': 'boost.b replaces it' },
    placeholders: {
      'boost.b.url': '${B_URL}',
      'boost.b.user': 'fill: in',
      'boost.a.stays': '${A}',
    },
  });

  it('is written at the end of that section', () => {
    const { after, findings, told } = migrate(lines('boost:', '  a:', '    gone: 1', '  z: 2'), [
      set,
    ]);
    expect(after).toBe(
      lines(
        'boost:',
        '  a:',
        '    stays: ${A}',
        '  z: 2',
        '  b:',
        '    url: ${B_URL}',
        '    user: "fill: in"',
      ),
    );
    expect(findings).toEqual([
      'warning removed_key boost.a.gone 3:5',
      'warning placeholder boost.a.stays 3:5',
      'warning placeholder boost.b.url 3:5',
      'warning placeholder boost.b.user 3:5',
    ]);
    expect(told.at(-1)).toMatchObject({
      message: 'was set to the placeholder fill: in',
      hint: 'Replace it with the value.',
    });
  });

  it('is written in braces, too', () => {
    const { after } = migrate('boost: {a: {gone: 1}, z: 2}\n', [set]);
    expect(after).toBe(
      'boost: {a: {stays: "${A}"}, z: 2, b: { url: "${B_URL}", user: "fill: in" }}\n'.replace(
        'user: "fill: in" }',
        'user: "fill: in" }',
      ),
    );
  });

  it('is not written where nothing was removed, or only null', () => {
    const text = 'boost:\n  a: {stays: 1}\n';
    expect(migrate(text, [set]).after).toBe(text);
    expect(migrate('boost:\n  a: {stays: 1, gone: null}\n', [set]).after).toBe(text);
  });

  it('is refused where its section is not written out', () => {
    const text = 'boost:\n  a: {gone: 1}\n  b: 7\n';
    const { after, findings } = migrate(text, [set]);
    expect(after).toBe(text);
    expect(findings.at(-1)).toBe('error not_migrated boost.b.url 3:6');
  });
});
