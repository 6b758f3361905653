import { propertyRuns } from '@rhdh-boost/test-support/property-runs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AppConfigSource } from './app-config-source.ts';
import { readAppConfigSources } from './read-sources.ts';

function sourcesOf(text: string): readonly AppConfigSource[] {
  const { sources, problem } = readAppConfigSources('app.yaml', text);
  if (problem !== undefined) throw new Error(problem.message);
  return sources;
}

function only(text: string): AppConfigSource {
  const [source, ...rest] = sourcesOf(text);
  if (source === undefined || rest.length > 0) throw new Error('there is not one app-config');
  return source;
}

const commentOfBytes = (count: number) => `#${'ä'.repeat((count - 1) / 2)}`;
const configMap = (value: string) => `kind: ConfigMap\ndata:\n  app-config.yaml: ${value}`;

describe('a plain file', () => {
  it('is one app-config with its own places', () => {
    const text = 'a: 1\nb: 2\n';
    const source = only(text);
    expect(source).toMatchObject({ file: 'app.yaml', text, indentation: '', editable: true });
    expect(source.dataKey).toBeUndefined();
    expect(source.toOuter(7)).toBe(7);
    expect(source.toOuterLine(7)).toBe(5);
    expect(source.locate(5, 6)).toEqual({
      file: 'app.yaml',
      line: 2,
      column: 1,
      endLine: 2,
      endColumn: 2,
    });
  });

  it.each([
    'kind: Deployment\ndata:\n  a.yaml: "x: 1"\n',
    'app:\n  kind: ConfigMap\n',
    'items: []\nkind: List\n',
    'kind: ConfigMaps\n',
    '- kind: ConfigMap\n',
    'a: "kind: ConfigMap"\n',
  ])('is one app-config though it looks like a ConfigMap: %j', text => {
    expect(only(text).text).toBe(text);
  });
});

describe('a ConfigMap', () => {
  it('gives an app-config for each key that holds a mapping [configuration-migration/ConfigMap holds one app-config for each key]', () => {
    const text = [
      'apiVersion: v1',
      '"kind": "ConfigMap"',
      'data:',
      '  b.yaml: |',
      '    b: 1',
      '  a.yml: "a: 1"',
      '  list.yaml: |',
      '    - 1',
      '  scalar.yaml: text',
      '  notes.txt: |',
      '    n: 1',
      '  number.yaml: 7',
      '  broken.yaml: |',
      '    boost: [',
      '  template.yaml: |',
      '    a: [',
      '  manifest.yaml: |',
      '    {apiVersion: v1, kind: Service}',
      '  empty.yaml: ""',
      '  ? [x.yaml]',
      '  : "c: 1"',
      '  yaml: "d: 1"',
      '  ayaml: "e: 1"',
      '  a.yaml.bak: "f: 1"',
      '',
    ].join('\n');
    expect(sourcesOf(text).map(({ dataKey, text: inner }) => [dataKey, inner])).toEqual([
      ['b.yaml', 'b: 1\n'],
      ['a.yml', 'a: 1'],
      ['broken.yaml', 'boost: [\n'],
      ['empty.yaml', ''],
    ]);
  });

  it.each([
    'kind: &k ConfigMap',
    'kind: !!str ConfigMap',
    'kind: # of object\n  ConfigMap',
    '? kind\n: ConfigMap',
  ])('is found however its kind is written: %j', kind => {
    const text = `${kind}\ndata:\n  a.yaml: |\n    app: {}\n`;
    expect(readAppConfigSources('a.yaml', text).sources).toMatchObject([
      { dataKey: 'a.yaml', deployment: 0 },
    ]);
  });

  it('is found in any document and in lists', () => {
    const text = [
      'kind: Secret',
      'data: {a.yaml: "s: 1"}',
      '---',
      'kind: ConfigMap',
      'data: {a.yaml: "x: 1"}',
      '---',
      'broken: {{ .Values }}',
      '---',
      'kind: List',
      'items:',
      '  - kind: ConfigMap',
      '    data: {b.yaml: "y: 1"}',
      '  - kind: Service',
      '    data: {c.yaml: "z: 1"}',
      '  - text',
      '---',
      'kind: ConfigMapList',
      'items: [{kind: ConfigMap, data: {d.yaml: "z: 1"}}]',
      '',
    ].join('\n');
    expect(sourcesOf(text).map(({ dataKey }) => dataKey)).toEqual(['a.yaml', 'b.yaml', 'd.yaml']);
  });

  it.each(['', '+', '-', '2', '2-', '+2'])(
    'has its places in a block %j in the outer file [configuration-migration/Places in a ConfigMap are those of the outer file]',
    indicators => {
      for (const lineEnd of ['\n', '\r\n']) {
        const lines = ['# c', '', 'boost:', '  a: 1', '', ''].map(line =>
          line === '' ? '' : `    ${line}`,
        );
        const text = [configMap(`|${indicators} # note`), ...lines, 'metadata: {}', '']
          .join('\n')
          .replaceAll('\n', lineEnd);
        const source = only(text);
        expect(source.indentation).toBe('    ');
        expect(source.editable).toBe(true);
        expect(source.text.startsWith('# c\n\nboost:\n  a: 1')).toBe(true);
        const inner = source.text.indexOf('a: 1');
        const outer = text.indexOf('a: 1');
        expect(source.toOuter(inner)).toBe(outer);
        expect(source.toOuterLine(inner)).toBe(outer - 6);
        expect(source.locate(inner, inner + 4)).toEqual({
          file: 'app.yaml',
          line: 7,
          column: 7,
          endLine: 7,
          endColumn: 11,
        });
        expect(source.toOuter(source.text.indexOf('boost'))).toBe(text.indexOf('boost'));
        expect(source.locate(0, 1)).toMatchObject({ line: 4, column: 5 });
        // The blank line has no indentation to skip.
        expect(source.locate(4, 4)).toMatchObject({ line: 5, column: 1 });
      }
    },
  );

  it('has an end where its last line ends [configuration-migration/Places in a ConfigMap are those of the outer file]', () => {
    const open = only(configMap('|\n    a: 1'));
    expect(open.text).toBe('a: 1\n');
    expect(open.toOuterLine(5)).toBe(configMap('|\n    a: 1').length);
    expect(open.locate(5, 5)).toMatchObject({ line: 4, column: 9 });
    const text = configMap('|\n    a: 1\nkind2: x\n');
    const closed = only(text);
    expect(closed.toOuterLine(5)).toBe(text.indexOf('kind2'));
    expect(closed.toOuter(4)).toBe(text.indexOf('kind2') - 1);
  });

  it.each([
    ['"a: 1\\nb: 2"', 'is not a literal block ("|")'],
    ["'a: 1'", 'is not a literal block ("|")'],
    [
      '>\n    a:\n\n      1\n',
      'is folded (">"), so its lines differ from the lines of the app-config',
    ],
    ['|', 'is a literal block without lines'],
  ])('can be read but not edited as %j', (value, reason) => {
    const source = only(configMap(value));
    const location = { file: 'app.yaml', line: 3, column: 20 };
    expect(source.editable).toMatchObject({ reason, location });
    expect(source.indentation).toBe('');
  });

  it('has the place of the value where no character can be found in it', () => {
    const source = only(configMap('|'));
    expect(source.locate(0, 0)).toMatchObject({ line: 3, column: 20 });
    expect(source.toOuter(3)).toBe(configMap('').length);
    expect(source.toOuterLine(3)).toBe(configMap('').length);
  });

  it('follows an alias to the text that it repeats', () => {
    const text = 'x: &a "a: 1"\nkind: ConfigMap\ndata:\n  a.yaml: *a\n';
    expect(only(text).locate(0, 0)).toMatchObject({ line: 1, column: 8 });
  });

  it.each([
    'kind: ConfigMap\n',
    'kind: ConfigMap\ndata: x\n',
    'kind: ConfigMap\ndata:\n  a.txt: "a: 1"\n',
    'kind: ConfigMap\ndata:\n  a.yaml: |\n    - 1\n',
  ])('without an app-config is noted: %j', text => {
    const { sources, note } = readAppConfigSources('app.yaml', `---\n${text}`);
    expect(sources).toEqual([]);
    expect(note).toEqual({
      severity: 'warning',
      code: 'no_app_config',
      message: 'is a ConfigMap that contains no app-config',
      hint: 'Put the app-config below data, in a key that ends in .yaml.',
      location: { file: 'app.yaml', line: 2, column: 1, endLine: 2, endColumn: 1 },
    });
  });

  it('that is not valid YAML is refused at its place [configuration-migration/Mistakes in YAML are reported without quoting]', () => {
    expect(
      readAppConfigSources(
        'app.yaml',
        'kind: ConfigMap\ndata:\n  a.yaml: "a: 1"\nkind: ConfigMap\n',
      ).problem,
    ).toMatchObject({
      code: 'duplicate_key',
      location: { file: 'app.yaml', line: 4, column: 1 },
    });
  });

  it('above 5 MB is refused as any file', () => {
    expect(readAppConfigSources('app.yaml', commentOfBytes(4_999_999)).problem).toBeUndefined();
    expect(
      readAppConfigSources('app.yaml', `${commentOfBytes(4_999_999)}x`).problem,
    ).toBeUndefined();
    expect(readAppConfigSources('app.yaml', commentOfBytes(5_000_001)).problem).toMatchObject({
      code: 'too_large',
      location: { file: 'app.yaml', line: 1, column: 1, endLine: 1, endColumn: 1 },
    });
  });
});

describe('any text', () => {
  const pieces = [
    'kind: ConfigMap\n',
    'kind: List\n',
    'items:\n- ',
    'pluginConfig: ',
    'backstage:\n  appConfig: ',
    'helm:\n  values: ',
    'data:\n',
    '  a.yaml: ',
    '|',
    '>',
    '+',
    '-',
    '2',
    '\n',
    '\r\n',
    '    ',
    '  ',
    ' ',
    'x: c4n4ry',
    '"',
    "'",
    '# c4n4ry',
    '---\n',
    '&a ',
    '*a',
    '\t',
    '{',
    '}',
    '\uFEFF',
    '[',
    ', ',
  ];
  const anyText = fc.oneof(
    fc.array(fc.constantFrom(...pieces), { maxLength: 25 }).map(parts => parts.join('')),
    fc
      .array(fc.constantFrom(...pieces), { maxLength: 12 })
      .map(parts => `kind: ConfigMap\ndata:\n  a.yaml: ${parts.join('')}`),
  );

  it('has its places within the file, or a problem without the text', () => {
    fc.assert(
      fc.property(anyText, text => {
        const { sources = [], note, problem } = readAppConfigSources('app.yaml', text);
        const finding = note ?? problem;
        expect(JSON.stringify(finding ?? '')).not.toContain('c4n4ry');
        expect(sources.length > 0).toBe(finding === undefined);
        const lineCount = text.split('\n').length;
        for (const source of sources) {
          const places = Array.from(source.text, (_, offset) => source.toOuter(offset));
          const isWithin = places.every(place => place >= 0 && place <= text.length);
          const isSame =
            source.editable !== true ||
            places.every((place, offset) => {
              const inner = source.text[offset];
              return inner === '\n' || text[place] === inner;
            });
          const { line, endLine } = source.locate(0, source.text.length);
          expect([isWithin, isSame, line >= 1, line <= endLine, endLine <= lineCount]).toEqual([
            true,
            true,
            true,
            true,
            true,
          ]);
        }
      }),
      { numRuns: propertyRuns(10_000) },
    );
  }, 60_000);
});
