import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { propertyRuns } from '@rhdh-boost/test-support/property-runs';
import * as fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { memoryFolder } from '../../test/memory-folder.fixture.ts';
import { formatReport } from '../report/format-report.ts';
import { reportOutputs } from '../report/report-output.ts';
import { checkAppConfig } from './check-app-config.ts';

const numRuns = propertyRuns(10_000);
const mark = 'c4n4ry';
const folder = memoryFolder();

beforeAll(() => {
  const others = {
    'named.yaml': `x: {y: ${mark}, ? [${mark}] : {$env: 1}}\nname: {z: "\${U} ${mark}"}\n`,
    'secret.yaml': `{${mark}: 1, ${mark}2: {$env: 1}}\n`,
    'broken.json': `{"x": "${mark}",}`,
    'broken.yaml': `x: "${mark}\n${mark}`,
  };
  for (const [name, text] of Object.entries(others)) writeFileSync(join(folder, name), text);
});

/** Values, in the flow style, that hold the mark where a name or a place of it could show it. */
const value = fc.constantFrom(
  ...[
    [mark, `"${mark}\\n"`, `'${mark}'`, `&s ${mark}`, '*s', `!x ${mark}`, '"${A}"', '"${A:-${A}}"'],
    [`"\${U:-${mark}}"`, `"\${U-${mark}}"`, `"$\${${mark}"`, '"${U}"', '7', 'null', 'true'],
    ['{$env: "${A}"}', '{$env: "x${A}"}', '{$env: U}', '{$env: 1}', `{$env: "${mark} "}`],
    ['{$include: "${F}.yaml"}', '{$include: "${F}.yaml#x"}', '{$include: "${F}.yaml#${A}"}'],
    ['{$include: broken.json}', '{$include: broken.yaml}'],
    [
      '{$include: "../${F}.yaml"}',
      '{$include: "${A}"}',
      '{$file: "${F}.txt"}',
      '{$file: "${A}"}',
      '{$file: "${F}.yaml"}',
    ],
    [`{$include: none.yaml, a: ${mark}}`, `[${mark}, "\${U:-}", {a: ${mark}}]`, `{a: ${mark}}`],
    [`{? {a: ${mark}} : 1}`, `{? [${mark}] : {$env: 1}}`, `{[${mark}]: {b: ${mark}}}`],
    [`{a: &k ${mark}, *k : {$env: 1}}`, '{*s : 1}', '{? *s : {$include: none.yaml}}'],
  ].flat(),
);
const secretValue = fc.oneof(
  value,
  fc.constantFrom(
    '{$include: secret.yaml}',
    `{${mark}: }`,
    `{${mark}: {$env: 1}, x: y}`,
    `[{${mark}: {$include: none.yaml}}, "\${U}"]`,
    `\n    ${mark}:\n      ${mark}: {__proto__: 1}`,
    `\n    - ${mark}: [1]\n    - {$env: ${mark}, a: 1}`,
  ),
);
const line = fc.oneof(
  value.map(written => `systemPrompt: ${written}`),
  value.map(written => `model: ${written}`),
  value.map(written => `unknown: ${written}`),
  value.map(written => `security: {mode: ${written}, mdoe: ${written}}`),
  value.map(written => `providers: {kagenti: {namespaces: [${written}, Bad_Label]}}`),
  secretValue.map(written => `encryptionSecret: ${written}`),
  secretValue.map(written => `previousEncryptionSecrets: ${written}`),
  value.map(written => `? [${mark}]\n  : ${written}`),
  value.map(written => `? {a: ${mark}}\n  : ${written}`),
  value.map(written => `*s : ${written}`),
);
const text = fc
  .record({
    head: fc.constantFrom('', '', '\uFEFF', '%YAML 1.1\n---\n', `# ${mark}\n`),
    app: fc.option(value),
    lines: fc.uniqueArray(line, { maxLength: 4, selector: written => written.split(':', 1)[0] }),
  })
  .map(
    ({ head, app, lines }) =>
      `${head}app: {a: &s ${mark}}\n${app === null ? '' : `b: ${app}\n`}boost:\n${lines
        .map(written => `  ${written}\n`)
        .join('')}`,
  );

/** Checks a text, looks for the mark in each form of the report, and gives the exit code. */
async function expectSecret(written: string): Promise<number> {
  writeFileSync(join(folder, 'app-config.yaml'), written);
  const report = await checkAppConfig({ cwd: folder, env: { A: mark, F: 'named' } });
  for (const output of reportOutputs) {
    expect(formatReport(report, { output })).not.toContain(mark);
  }
  return report.exitCode;
}

it('no output of a check shows a planted value [configuration-command/No format shows a planted secret]', async () => {
  let refused = 0;
  await fc.assert(
    fc.asyncProperty(text, async written => {
      if ((await expectSecret(written)) === 2) refused += 1;
    }),
    { numRuns },
  );
  expect(refused).toBeLessThan(numRuns / 2);
}, 180_000);

/** Ends of a text that mostly make it no YAML any more, wherever it was cut. */
const ending = fc.constantFrom('', '{', ']', '"', '\n\t', '\n  x: y: z\n', '\n---\n', '\n }', ',');

it('no output shows one of a text that was cut', async () => {
  let refused = 0;
  await fc.assert(
    fc.asyncProperty(text, fc.nat(), ending, async (whole, cut, end) => {
      const written = whole.slice(0, cut % (whole.length + 1)) + end;
      if ((await expectSecret(written)) === 2) refused += 1;
    }),
    { numRuns },
  );
  expect(refused).toBeGreaterThan(numRuns / 4);
}, 180_000);
