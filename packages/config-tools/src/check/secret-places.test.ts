import { expect, it } from 'vitest';
import { checkScratch } from '../../test/check/scratch-check.fixture.ts';
import { formatReport } from '../report/format-report.ts';
import { reportOutputs } from '../report/report-output.ts';

const mode = 'boost:\n  security: {mode: full}\n';
const secret = 'S3cretLiteral';

it.each([
  ['a literal', `  encryptionSecret: ${secret}\n`],
  ['a quoted one', `  encryptionSecret: "${secret}"\n`],
  ['an item', `  previousEncryptionSecrets:\n    - ${secret}\n`],
  ['a variable', `  encryptionSecret: \${${secret}}\n`],
  ['a name that the secret became', `  encryptionSecret:\n    ${secret}: {$env: 1}\n`],
])('of %s no end is told, which would give its length', async (_what, text) => {
  const { findings } = await checkScratch({ 'app-config.yaml': mode + text });
  expect(findings.length).toBeGreaterThan(0);
  for (const { location } of findings)
    expect(location).toMatchObject({ endLine: location?.line, endColumn: location?.column });
});

it('of other values the whole range is told', async () => {
  const { findings } = await checkScratch({
    'app-config.yaml': `${mode}  model: {name: 7, baseUrl: nothing}\n  kagenti: {auth: {clientId: boost}}\n`,
  });
  for (const { location } of findings)
    expect(location?.endColumn).toBeGreaterThan(location?.column ?? 0);
});

it.each([
  ['{$env: %}', 'encryptionSecret'],
  ['${%}', 'encryptionSecret'],
  ['[{$env: %}, "${%}"]', 'previousEncryptionSecrets'],
  ['${%}', 'encryptionSecert'],
  ['{$env: %}', 'devSpaces'],
])(
  '%s as %s may be the secret itself, and is in no output [configuration-check/Name that may be a secret is not reported]',
  async (written, key) => {
    for (const name of [secret, 'S3cretInBraces99', 'hunter2']) {
      const text = `${mode}  ${key}: ${written.replaceAll('%', name)}\n`;
      const report = await checkScratch({ 'app-config.yaml': text });
      expect(report.findings).toContainEqual(expect.objectContaining({ code: 'unset_variable' }));
      for (const output of reportOutputs)
        expect(formatReport(report, { output })).not.toContain(name);
    }
  },
);

it.each([
  ['encryptionSecret: ${BOOST_SECRET_2}', 'BOOST_SECRET_2'],
  ['model: {name: "${modelName}"}', 'modelName'],
  ['providers: {kagenti: {namespaces: ["${team}"]}}', 'team'],
])(
  '%s names its variable [configuration-check/Name that may be a secret is not reported]',
  async (text, name) => {
    const { findings } = await checkScratch({ 'app-config.yaml': `${mode}  ${text}\n` });
    expect(findings).toMatchObject([
      { code: 'unset_variable', message: expect.stringContaining(` ${name} is not`) },
    ]);
  },
);
