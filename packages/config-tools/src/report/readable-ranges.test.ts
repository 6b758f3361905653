import { describe, expect, it } from 'vitest';
import { maskText } from './masked-text.ts';

function mask(text: string): string {
  return maskText('app-config.yaml', text);
}

describe('masking of a text', () => {
  it.each([
    [
      'plain and quoted values',
      'a: one\n"b": "two"\n\'c\': \'three\'',
      'a: ***\n"b": ***\n\'c\': ***',
    ],
    [
      'lists',
      'a:\n  - one\n  - b: two\n    c: three\n- - d: 4',
      'a:\n  - ***\n  - b: ***\n    c: ***\n- - d: ***',
    ],
    ['flow collections', 'a: {b: one, c: [two, three], d: }', 'a: {b: ***, c: [***, ***], d: }'],
    ['comments', 'a: 1 # the secret\n# another: secret', 'a: *** # ***\n# ***'],
    [
      'block texts',
      'a: |\n  b: one\n\n  two\nc: >-\n  d: three\n',
      'a: |\n  ***\n\n  ***\nc: >-\n  ***\n',
    ],
    [
      'texts over several lines',
      'a: one\n  two\nb: "three\n  c: four"\nd: 5',
      'a: ***\n  ***\nb: ***\n  ***\nd: ***',
    ],
    [
      'anchors, tags and aliases',
      'a: &secret\n  b: !secret one\nc: *secret\n<<: *secret',
      'a: ***\n  b: ***\nc: ***\n<<: ***',
    ],
    ['documents and directives', '%YAML 1.1\n---\na: 1\n...', '***\n---\na: ***\n...'],
    ['explicit keys', '? a\n: one', '? ***\n: ***'],
  ])('masks %s [configuration-command/Code frame masks values]', (_, text, masked) => {
    expect(mask(text)).toBe(masked);
  });

  it.each([
    ['a value that looks like a key', 'a: secret: b\n', 'a: ***: ***\n'],
    ['a value continued by a key', 'a: one\n  secret: two\n', 'a: ***\n  ***: ***\n'],
    [
      'a key deeper than the one of the value before',
      'a: "one"\n  secret: two\n',
      'a: ***\n  ***: ***\n',
    ],
    ['a key below a list item', '- one\n  secret: two', '- ***\n  ***: ***'],
    ['a flow collection that is not closed', 'a: {b: one\nc: two\n', 'a: {b: ***\nc: ***\n'],
    [
      'a flow key after a colon',
      'a: {b: secret: c, d:\n secret: e}',
      'a: {b: ***: ***, d:\n ***: ***}',
    ],
    ['a quote that is not closed', 'a: "one\nb: two\n', 'a: ***\n***\n'],
    ['a flow key without a value', 'a: {secret, b: one}', 'a: {***, b: ***}'],
    ['a key and its colon on two lines', 'a: {secret\n : one}', 'a: {***\n : ***}'],
    ['no mapping at all', 'secret', '***'],
    [
      'control characters',
      'a\u0001: one\n\u0002: two\n\u001f\u0018b: 3',
      '***: ***\n***: ***\n***: ***',
    ],
  ])('masks %s', (_, text, masked) => {
    expect(mask(text)).toBe(masked);
  });

  it.each([
    ['a space', 'the secret: 1'],
    ['a colon', 'secret:secret: 1'],
    ['a slash of a URL', 'https://secret: 1'],
    ['an escape', '"secret\\n": 1'],
    ['more characters than keys have', `${'secret'.repeat(9)}: 1`],
    ['an invisible character', 'sec\u200bret: 1'],
  ])('masks a key with %s', (_, text) => {
    expect(mask(text)).toBe('***: ***');
  });

  it('leaves only names of variables, and only in a difference [configuration-command/No format shows a planted secret]', () => {
    expect(mask('a: ${NAME}\nb: ${NAME:-secret}\nc: x${NAME}\nd: "${NAME:-secret}"')).toBe(
      'a: ${NAME}\nb: ***\nc: ***\nd: ***',
    );
    expect(mask(`a: "\${NAME}"\nb: ['\${NAME}', "x\${NAME}"]\nc: '\${NAME} '`)).toBe(
      `a: "\${NAME}"\nb: ['\${NAME}', ***]\nc: ***`,
    );
  });

  it('drops a byte order mark and returns before line breaks [configuration-command/Code frame masks values]', () => {
    expect(mask('\ufeffa: 1\r\nb: 2\r\n')).toBe('a: ***\nb: ***\n');
  });

  it('shows the keys of an app-config in a ConfigMap, with the outer lines', () => {
    const text = `kind: ConfigMap
metadata:
  name: secret
data:
  app-config.yaml: |
    boost:
      # secret
      security:
        mode: secret

  notes.txt: |
    password: secret
---
kind: Secret
`;
    expect(mask(text)).toBe(`kind: ***
metadata:
  name: ***
data:
  app-config.yaml: |
    boost:
      # ***
      security:
        mode: ***

  notes.txt: |
    ***
---
kind: ***
`);
  });
});
