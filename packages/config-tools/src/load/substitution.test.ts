import { describe, expect, it } from 'vitest';
import { holdsUnfilled, readVariable, substituteVariables } from './substitution.ts';

const env = { A: ' a ', B: 'b', EMPTY: '', BLANK: '  ', UNSET: undefined };
const text = (filled: string, literal: boolean) => ({ kind: 'text', text: filled, literal });

describe('placeholders', () => {
  it.each([
    ['${A}', 'a'],
    ['${ A }', 'a'],
    ['${A}${B}', 'ab'],
    ['${\nA\n}', 'a'],
  ])('%j is filled in [configuration-check/Variable is filled in]', (written, filled) => {
    expect(substituteVariables(written, env)).toEqual(text(filled, false));
  });

  it("text beside a variable stays, and is the file's own [configuration-check/Literal secret is a warning]", () => {
    expect(substituteVariables('<${A}|${B}>', env)).toEqual(text('<a|b>', true));
    expect(substituteVariables('${A}!', env)).toEqual(text('a!', true));
    expect(substituteVariables(' ${A} ${B}\n', env)).toEqual(text(' a b\n', false));
  });

  it.each([
    ['${UNSET:-${B}}', true],
    ['${A', true],
    ['${A}${', true],
    ['${A} {B}', false],
    ['${A:-$}{', false],
    ['$${A}', false],
    ['$${A', false],
    ['text', false],
  ])(
    '%j: a "${" is left: %s [configuration-check/Variable that is not filled in is a warning]',
    (written, left) => {
      expect(holdsUnfilled(written)).toBe(left);
    },
  );

  it.each(['', 'text', '$A', '${A', '$}', '{A}', '${A{B}}', '$$A', '${{A}}'])(
    '%j holds no variable and stays [configuration-check/Variable is filled in]',
    written => {
      expect(substituteVariables(written, env)).toEqual(text(written, true));
    },
  );

  it.each(['${EMPTY}', '${BLANK}'])('%j gives an empty text', written => {
    expect(substituteVariables(written, env)).toEqual(text('', false));
  });

  it('a variable is not filled in a second time [configuration-check/Variable is filled in]', () => {
    expect(substituteVariables('${A}', { A: '${B}', B: 'b' })).toEqual(text('${B}', false));
  });

  it('a name that all objects have is not set [configuration-check/Unset variable is a warning]', () => {
    expect(readVariable(env, 'toString')).toBeUndefined();
    expect(readVariable(env, 'UNSET')).toBeUndefined();
    expect(readVariable(env, 'A')).toBe('a');
  });
});

describe('defaults', () => {
  it.each([
    ['${UNSET:-text}', 'text'],
    ['${EMPTY:-text}', 'text'],
    ['${BLANK:-text}', 'text'],
    ['${UNSET:- two words }', 'two words'],
    ['${UNSET:-a:-b}', 'a:-b'],
    ['${:-text}', 'text'],
    ['${ UNSET :-text}!', 'text!'],
  ])('%j gives its default [configuration-check/Default is taken]', (written, filled) => {
    expect(substituteVariables(written, env)).toEqual(text(filled, true));
  });

  it('a variable that is set wins over its default [configuration-check/Default is taken]', () => {
    expect(substituteVariables('${B:-text}', env)).toEqual(text('b', true));
    expect(substituteVariables('${ B :-text}', env)).toEqual(text('b', true));
    expect(substituteVariables('${B:-}', env)).toEqual(text('b', false));
  });

  it('a default that is a placeholder itself is not nested [configuration-check/Default is taken]', () => {
    expect(substituteVariables('${UNSET:-${B}}', env)).toEqual(text('${UNSET:-b}', true));
  });

  it.each(['${UNSET:-}', '${EMPTY:-}', '${UNSET:- }', '${UNSET:-}${OTHER}'])(
    '%j leaves the key out [configuration-check/Empty default leaves the key out]',
    written => {
      expect(substituteVariables(written, env)).toEqual({ kind: 'absent', literal: false });
    },
  );

  it('a part that is left out leaves out its neighbours [configuration-check/Empty default leaves the key out]', () => {
    const written = '${UNSET:-}${UNSET:-text}';
    expect(substituteVariables(written, env)).toEqual({ kind: 'absent', literal: true });
  });
});

describe('escapes', () => {
  it.each([
    ['$${A}', '${A}', true],
    ['$$${A}', '$${A}', true],
    ['$${A}${A}', '${A}a', true],
    ['$${A:-b}', '${A:-b}', true],
  ])('%j loses its first dollar sign', (written, filled, literal) => {
    expect(substituteVariables(written, env)).toEqual(text(filled, literal));
  });
});

describe('unset variables', () => {
  it('each is named, and what they would give is not known [configuration-check/Unset variable is a warning]', () => {
    expect(substituteVariables('${UNSET}${B}${OTHER}', env)).toEqual({
      kind: 'unset',
      variables: ['UNSET', 'OTHER'],
      literal: false,
    });
  });

  it('a default beside one is known to stand in the file [configuration-check/Literal secret is a warning]', () => {
    expect(substituteVariables('${UNSET}${B:-text}', env)).toEqual({
      kind: 'unset',
      variables: ['UNSET'],
      literal: true,
    });
  });

  it('a name with a hyphen is no default', () => {
    expect(substituteVariables('${B-text}', env)).toMatchObject({ variables: ['B-text'] });
    expect(substituteVariables('${}', env)).toMatchObject({ variables: [''] });
  });
});
