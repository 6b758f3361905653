import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { boostConfigFields } from '@rhdh-boost/config-schema';
import { propertyRuns } from '@rhdh-boost/test-support/property-runs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyAppConfigText } from '../../test/load/any-app-config.fixture.ts';
import { memoryFolder } from '../../test/memory-folder.fixture.ts';
import { checkAppConfig } from './check-app-config.ts';

const numRuns = propertyRuns(10_000);
const folder = memoryFolder();

/** Pieces of YAML that mean something, put together without any order. */
const pieces = fc
  .array(
    fc.constantFrom(
      ...[
        ['boost', 'security', 'mode', 'kind: ConfigMap\n', 'data', 'a.yaml: |\n', '__proto__'],
        [': ', ':', '\n', '\n  ', '\n    ', '\n- ', '- ', '? ', '\r\n', '\t', ' ', ', ', '#'],
        ['*a', '&a ', '<<: *a\n', '{', '}', '[', ']', '"', "'", '|', '>-\n  ', '!!binary ', '!x '],
        ['${A}', '${A:-', '}', '$${', '$env: A', '$file: x', '#x', 'x', '@', '\uFEFF', '\0'],
        ['$include: app-config.yaml#boost', '{$include: "app-config.yaml#x"}', '💡', '\uD800'],
        ['%YAML 1.1\n---\n', '---\n', '...\n', '1', '0x1f', '.nan', 'null', 'true', '2020-01-01'],
        ['full', 'boost: {security: {mode: full}}\n'],
        [
          'plugins:\n- package: x\n  pluginConfig: ',
          'backstage: {appConfig: ',
          'backstage:\n  appConfig: ',
        ],
        [
          '- op: add\n  path: /data/a.yaml\n  value: ',
          'helm:\n  values: ',
          'kind: Secret\n',
          '{{ .x }}',
        ],
      ].flat(),
    ),
    { maxLength: 16 },
  )
  .map(parts => parts.join(''));

const anyContent = fc.oneof(
  { arbitrary: pieces.map(text => Buffer.from(text)), weight: 3 },
  { arbitrary: anyAppConfigText.map(text => Buffer.from(text)), weight: 1 },
  { arbitrary: fc.uint8Array({ maxLength: 40 }), weight: 1 },
  {
    arbitrary: fc.string({ unit: 'binary', maxLength: 40 }).map(text => Buffer.from(text)),
    weight: 1,
  },
);

async function expectReport(content: Uint8Array): Promise<void> {
  const path = join(folder, 'app-config.yaml');
  writeFileSync(path, content);
  const { findings, exitCode } = await checkAppConfig({
    cwd: folder,
    env: { A: 'x' },
    allowEmpty: true,
  });
  for (const { message, hint, location, path: about } of findings) {
    expect(message).not.toBe('');
    expect(hint).not.toBe('');
    expect(location ?? about).toBeDefined();
  }
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  expect(exitCode > 0).toBe(errors > 0);
  expect(readFileSync(path).equals(content)).toBe(true);
}

it('any text and any bytes are reported on', async () => {
  await fc.assert(fc.asyncProperty(anyContent, expectReport), { numRuns });
}, 120_000);

describe('findings', () => {
  const mark = 'c4n4ry';
  const planted = fc.constantFrom<unknown>(
    mark,
    `https://user:${mark}@example.com`,
    `http://${mark}.example.com`,
    `\${A-${mark}}`,
    `\${B:-${mark}}`,
    `$\${${mark}}`,
    '${A}x',
    [mark, [mark], 7],
    { $env: `A ${mark}` },
    { $file: mark },
    { $file: '${A}' },
    { $file: 'none.txt' },
    { $include: `none.yaml#${mark}` },
    { $include: '../none' },
    { $include: mark, a: mark },
    { $env: '${A}' },
    { $env: 'x${A:-b}' },
    { $include: '${F}.yaml' },
    { $include: './${F}.yaml#x' },
    { $include: '${F}broken.yaml' },
    { $file: '${F}.txt' },
    { $file: 'planted.txt' },
    { $include: 'planted.yaml' },
    { $include: `planted.yaml#x.${mark}` },
    { $include: 'broken.json' },
    { $include: 'broken.yaml' },
  );
  const keys = [
    ...Object.keys(boostConfigFields),
    'boost.model',
    'boost.kagenti.auth.tokenExchange.audience',
    'boost.unknown',
    'app.x',
  ];
  const anyFields = fc.dictionary(fc.constantFrom(...keys), planted, { maxKeys: 6 });

  it('hold no value of a file or variable [configuration-check/Finding contains no value]', async () => {
    const others = {
      'planted.txt': `${mark}\n`,
      'planted.yaml': `x: ${mark}\nboost: [${mark}]\n`,
      'named.yaml': `x: {$env: '\${C} ${mark}'}\n`,
      'namedbroken.yaml': `x: "${mark}\n`,
      'broken.json': `{"x": "${mark}" "${mark}"}`,
      'broken.yaml': `x: "${mark}\n ${mark}: {${mark}`,
    };
    for (const [name, text] of Object.entries(others)) writeFileSync(join(folder, name), text);
    await fc.assert(
      fc.asyncProperty(anyFields, fc.option(fc.nat(), { freq: 1 }), async (fields, cut) => {
        const whole = JSON.stringify(nest(fields), null, 2);
        // A text that ends anywhere is mostly no YAML any more.
        const text = cut === null ? whole : whole.slice(0, cut % whole.length);
        writeFileSync(join(folder, 'app-config.yaml'), text);
        const report = await checkAppConfig({
          cwd: folder,
          env: { A: `${mark}${mark}`, F: 'named' },
        });
        expect(JSON.stringify(report.findings)).not.toContain(mark);
        expect(JSON.stringify(report.files.map(({ name }) => name))).not.toContain(mark);
      }),
      { numRuns },
    );
  }, 120_000);
});

/** Values at dotted keys as sections within each other; of two that clash, the last. */
function nest(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const root: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(fields)) {
    const names = key.split('.');
    const last = names.pop() ?? key;
    let section = root;
    for (const name of names) {
      const below: Record<string, unknown> = {};
      const known = section[name];
      if (isSection(known)) section = known;
      else {
        section[name] = below;
        section = below;
      }
    }
    section[last] = structuredClone(value);
  }
  return root;
}

function isSection(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
