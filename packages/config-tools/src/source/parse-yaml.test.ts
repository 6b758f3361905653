import { propertyRuns } from '@rhdh-boost/test-support/property-runs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { createPlainSource } from './app-config-source.ts';
import { isNothing, parseAppConfigYaml, parseYaml } from './parse-yaml.ts';

const read = (text: string) => parseYaml(createPlainSource('a.yaml', text));
const manyAliases = (count: number) =>
  Array.from({ length: count }, (_, index) => `- [&a${index} 1, *a${index}]`).join('\n');
const readAppConfig = (text: string) => parseAppConfigYaml(createPlainSource('a.yaml', text));

describe('YAML', () => {
  it.each([
    'a: yes\nb: 010\n<<: {c: 1}\n',
    '%YAML 1.1\n---\na: yes\nb: 010\n<<: {c: 1}\n',
    'a: &x [1, 2]\nb: *x\n',
    '__proto__: {a: 1}\n',
    'a: !unknown x\n',
    '? [a]\n: b\n',
    '\uFEFFa: 1\n...\n',
    '"*": 1\n',
  ])(
    'has the value that Backstage has: %j [configuration-migration/YAML is read as Backstage reads it]',
    text => {
      expect(read(text).value).toEqual(parse(text, { logLevel: 'error' }));
    },
  );

  it('keeps tokens when asked to [configuration-migration/YAML is read as Backstage reads it]', () => {
    const source = createPlainSource('a.yaml', 'a: 1');
    expect(parseYaml(source).document?.contents?.srcToken).toBeUndefined();
    expect(parseYaml(source, { keepSourceTokens: true }).document?.contents?.srcToken?.type).toBe(
      'block-map',
    );
  });

  it.each(['a: {b: 1\n', 'a: {\n  b: 1\nc: 2\n', 'a: [b\nc: 2\n'])(
    'with an open bracket is told as such: %j [configuration-migration/Mistakes in YAML are reported without quoting]',
    text => {
      expect(read(text).problem?.message).toBe(
        'is not valid YAML: a bracket is not closed before the next key, or its end is indented too little',
      );
    },
  );

  it.each(['{{- if .Values.x }}\na: 1\n{{- end }}\n', 'a: "{{ x }}\n'])(
    'that is a template is to be rendered first: %j',
    text => {
      expect(read(text).problem?.hint).toBe(
        'Render the template first, with "helm template" for a chart.',
      );
    },
  );

  it.each([
    ['a: 1\nb: c4n4ry\nb: c4n4ry\n', 'duplicate_key', 3, 1],
    ['a:\n\tc4n4ry: 1\n', 'invalid_yaml', 2, 1],
    ['a: "c4n4ry\n', 'invalid_yaml', 2, 1],
    ['a: [c4n4ry\n', 'invalid_yaml', 2, 1],
    ['a: c4n4ry: b\n', 'invalid_yaml', 1, 4],
    ['a: @c4n4ry\n', 'invalid_yaml', 1, 4],
    ['a: "\\q c4n4ry"\n', 'invalid_yaml', 1, 5],
    ['a: 1\n---\nc4n4ry: 2\n', 'several_documents', 2, 1],
    ['a: 1\n---\n', 'several_documents', 2, 1],
    ['a: 1\nb: *c4n4ry\n', 'unknown_alias', 2, 4],
    ['b: *c4n4ry\na: &c4n4ry 1\n', 'unknown_alias', 1, 4],
    ['a: &x\n  b: *x\n', 'recursive_alias', 2, 6],
    ['a: &x [1]\nb: [&y {c: *y}]\n', 'recursive_alias', 2, 12],
  ])(
    'that is wrong is told, not quoted: %j [configuration-migration/Mistakes in YAML are reported without quoting]',
    (text, code, line, column) => {
      const { problem } = read(text);
      expect(problem).toMatchObject({
        severity: 'error',
        code,
        location: { file: 'a.yaml', line, column },
      });
      expect(problem?.message).toMatch(/^(?:is|could|contains|uses) /);
      expect(problem?.hint).toMatch(/\w.*\.$/);
      expect(JSON.stringify(problem)).not.toContain('c4n4ry');
    },
  );

  it.each([
    ['a: &x *y\n', /alias/],
    ['a: &\n', /name/],
    ['%FOO\n---\na: &a &b 1\n', /two anchors/],
    ['a: !a !b 1\n', /two tags/],
    [`? ${'k'.repeat(1100)}\n: 1\n${'k'.repeat(1100)}: 2\n`, /1024|twice/],
    ['a: {b: 1\n  - c\n', /bracket is not closed/],
    ['a\n: b\nc\nd: 1\n', /lines|colon|is not valid YAML/],
  ])(
    'of other mistakes has words of its own: %j [configuration-migration/Mistakes in YAML are reported without quoting]',
    (text, words) => {
      expect(read(text).problem?.message).toMatch(words);
    },
  );

  it.each(['', '\n', '# c\n', '---\n', 'null\n', '~', '\uFEFF', '---\n# c\n...\n'])(
    'that says nothing is no mistake: %j',
    text => {
      const { document, problem } = readAppConfig(text);
      expect(problem).toBeUndefined();
      expect(isNothing(document?.contents ?? null)).toBe(true);
    },
  );

  it.each(['- a\n', 'text\n', '7\n', '[]\n', '""\n', '\n\nfalse\n'])(
    'of another root than a mapping is refused: %j',
    text => {
      const line = text.startsWith('\n') ? 3 : 1;
      expect(readAppConfig(text).problem).toMatchObject({
        code: 'no_mapping',
        location: { line, column: 1 },
      });
      expect(read(text).problem).toBeUndefined();
      expect(isNothing(read(text).document?.contents ?? null)).toBe(false);
    },
  );

  it('with a mapping as its root is taken', () => {
    expect(readAppConfig('{}').value).toEqual({});
    expect(readAppConfig('a: [').problem).toMatchObject({ code: 'invalid_yaml' });
  });

  it('that multiplies itself is refused at its first alias [configuration-migration/Alias bomb is refused]', () => {
    const levels = Array.from(
      { length: 9 },
      (_, index) => `l${index + 1}: &l${index + 1} [${`*l${index}, `.repeat(9)}]`,
    );
    const text = `l0: &l0 [c4n4ry]\n${levels.join('\n')}\n`;
    const { problem } = read(text);
    expect(problem).toMatchObject({ code: 'alias_bomb', location: { line: 2, column: 10 } });
    expect(JSON.stringify(problem)).not.toContain('c4n4ry');
  });

  it('with more than ten thousand aliases is refused [configuration-migration/Alias bomb is refused]', () => {
    expect(read(manyAliases(200)).problem).toBeUndefined();
    expect(read(manyAliases(10_001)).problem).toMatchObject({
      code: 'alias_bomb',
      location: { line: 10_001 },
    });
  }, 30_000);

  it.each(['[', '{a: ', '- '])('of %j without end is refused', piece => {
    expect(read(piece.repeat(20_000)).problem).toMatchObject({
      severity: 'error',
      location: { file: 'a.yaml', line: 1 },
    });
  });

  it('of any text is a document or a problem without the text', () => {
    const pieces = [
      'a',
      ': ',
      '- ',
      '? ',
      '\n',
      ' ',
      '  ',
      '\t',
      '\r\n',
      '{',
      '}',
      '[',
      ']',
      ',',
      '"',
      "'",
      '|',
      '>',
      '&a ',
      '*a',
      '!!map ',
      '!!binary ',
      '!x ',
      '%YAML 1.1\n',
      '---\n',
      '...',
      '#',
      '<<: ',
      '\\',
      '0x',
      '~',
      '\u0000',
      '__proto__',
      'c4n4ry',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 20 }), parts => {
        const { document, problem } = readAppConfig(parts.join(''));
        expect(document === undefined).toBe(problem !== undefined);
        expect(JSON.stringify(problem ?? '')).not.toContain('c4n4ry');
      }),
      { numRuns: propertyRuns(10_000) },
    );
  }, 60_000);
});
