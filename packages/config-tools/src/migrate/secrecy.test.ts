import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  boostFieldSet,
  type ConfigRegistry,
  combineConfigFields,
  defineConfigFields,
} from '@rhdh-boost/config-schema';
import { propertyRuns } from '@rhdh-boost/test-support/property-runs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { memoryFolder } from '../../test/memory-folder.fixture.ts';
import { lines } from '../../test/migrate/migrate.fixture.ts';
import { formatMigration } from './format-migration.ts';
import { migrateFiles } from './migrate-files.ts';

const numRuns = propertyRuns(10_000);
const mark = 'c4n4ry';
const folder = memoryFolder();

/** A set whose secret had another name, with a removed section beside it. */
const moved = defineConfigFields({
  owner: '@acme/moved',
  version: 2,
  fields: {
    'boost.acme.token': {
      schema: z.strictObject({ value: z.string() }).optional(),
      configScope: 'yaml-only',
      description: 'The token.',
      visibility: 'secret',
      sensitive: true,
      since: 1,
    },
  },
  migrations: [
    {
      to: 2,
      renamed: { 'boost.acme.login.password': 'boost.acme.token' },
      removed: { 'boost.acme.old': 'nothing replaces it' },
    },
  ],
});
const registry = combineConfigFields([boostFieldSet, moved]);

/** Everything that a migration of a text comes to, as it is printed. */
async function print(text: string, of: ConfigRegistry = registry) {
  writeFileSync(join(folder, 'a.yaml'), text);
  const report = await migrateFiles({ files: ['a.yaml'], cwd: folder, registry: of });
  const printed = (['text', 'json'] as const).map(output =>
    formatMigration(report, { output, color: false, isWrite: false }),
  );
  return { report, printed: printed.join('\n') };
}

const versionOne = ['    auth:', '      tokenExchange: {enabled: true}'];

describe('a secret that became a name', () => {
  it.each([
    ['below a secret', [`      clientSecret: {${mark}: }`]],
    [
      'below a secret, in lines',
      ['      clientSecret:', `        ${mark}:`, `          ${mark}: 1`],
    ],
    ['in a list of a secret', [`      clientSecret: [{${mark}: 1}]`]],
    ['of a variable of a secret', [`      clientSecret: {$env: {${mark}: 1}}`]],
    [
      'beside the file of a secret',
      ['      clientSecret:', '        $file: x', `        ${mark}: 1`],
    ],
    ['behind an alias', [`      clientSecret: *a`, `      x: &a {${mark}: 1}`].toReversed()],
  ])('%s is shown nowhere [configuration-migration/Diff shows no value]', async (_, secret) => {
    const { report, printed } = await print(
      lines('boost:', '  kagenti:', ...versionOne, ...secret),
    );
    expect(report.diff).toContain('clientSecret');
    expect(printed).not.toContain(mark);
  });

  it('is shown nowhere in a ConfigMap [configuration-migration/Diff shows no value]', async () => {
    const text = ['boost:', '  kagenti:', ...versionOne, `      clientSecret: {${mark}: }`];
    const { report, printed } = await print(
      lines('kind: ConfigMap', 'data:', '  a.yaml: |', ...text.map(line => `    ${line}`)),
    );
    expect(report.diff).toContain('clientSecret');
    expect(printed).not.toContain(mark);
  });

  it('below a removed key is told at the key [configuration-migration/Values that are gone are listed]', async () => {
    const text = lines('boost:', '  acme:', `    old: {${mark}: 1, b: 2}`, '    x: 1');
    const { findings } = (await print(text)).report;
    const gone = findings.filter(({ code }) => code === 'removed_key');
    expect(gone.map(({ path }) => path)).toEqual(['boost.acme.old']);
    expect(JSON.stringify(findings)).not.toContain(mark);
  });

  it('below the old name of a secret is shown nowhere [configuration-migration/Diff shows no value]', async () => {
    const { report, printed } = await print(
      lines('boost:', '  acme:', `    login: {password: {${mark}: 1}}`, `    token: {${mark}: 2}`),
    );
    expect(report.findings.map(({ code }) => code)).toContain('not_migrated');
    expect(printed).not.toContain(mark);
    const { report: changed, printed: diff } = await print(
      lines('boost:', '  acme:', `    login: {password: {${mark}: 1}}`),
    );
    expect(changed.changed).toHaveLength(1);
    expect(diff).not.toContain(mark);
  });
});

/** Values; below a secret, the mark may be a name too. */
const value = fc.constantFrom(
  mark,
  `"${mark}"`,
  `[${mark}]`,
  '{a: 1}',
  '"${A}"',
  `"\${A:-${mark}}"`,
  'null',
  `{a: ${mark}}`,
  `{$env: ${mark}}`,
  `{$file: ${mark}}`,
  `{$include: ${mark}.yaml}`,
  `&s ${mark}`,
  `|\n    ${mark}`,
);
const below = fc.oneof(
  value,
  fc.constantFrom(
    `{${mark}: }`,
    `{${mark}: {$env: 1}, x: y}`,
    `[{${mark}: 1}]`,
    `{$env: {${mark}: 1}}`,
    `{$include: ${mark}, ${mark}: 1}`,
    `\n    ${mark}:\n     - ${mark}: 1`,
    `{? [${mark}] : 1}`,
    `\n    $file:\n     ${mark}: 1`,
    `&t {${mark}: 1}`,
    `{$include: x.yaml, ${mark}: 1}`,
  ),
);
const line = fc.oneof(
  below.map(written => `  acme:\n   token: ${written}`),
  below.map(written => `  acme:\n   login:\n    password: ${written.replaceAll('\n', '\n  ')}`),
  value.map(written => `  acme:\n   old: ${written}`),
  below.map(written => `  encryptionSecret: ${written}`),
  below.map(written => `  previousEncryptionSecrets: ${written}`),
  value.map(written => `  systemPrompt: ${written}`),
  value.map(written => `  unknown: ${written}`),
  value.map(written => `  security: {mode: ${written.split('\n')[0]}}`),
);
const exchange = fc.oneof(value, fc.constant(`{enabled: true, audience: ${mark}}`));
const text = fc
  .record({
    head: fc.constantFrom('', '\uFEFF', `# ${mark}\n`, `app: ${mark}\n`),
    lines: fc.uniqueArray(line, { maxLength: 3, selector: written => written.split(':', 1)[0] }),
    exchange,
    secret: fc.option(below),
  })
  .map(({ head, lines: above, exchange: old, secret }) =>
    [
      `${head}boost:`,
      ...above,
      '  kagenti:',
      '   auth:',
      ...(secret === null ? [] : [`    clientSecret: ${secret.replaceAll('\n', '\n  ')}`]),
      `    tokenExchange: ${old.replaceAll('\n', '\n  ')}`,
      '',
    ].join('\n'),
  );

it('no output of a migration shows a planted value [configuration-migration/Diff shows no value]', async () => {
  let changed = 0;
  await fc.assert(
    fc.asyncProperty(text, async written => {
      const { report, printed } = await print(written);
      changed += report.changed.length;
      expect(printed).not.toContain(mark);
    }),
    { numRuns },
  );
  expect(changed).toBeGreaterThan(numRuns / 2);
}, 400_000);
