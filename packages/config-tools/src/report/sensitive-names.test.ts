import { describe, expect, it } from 'vitest';
import { checkScratch } from '../check/scratch-check.fixture.ts';
import { formatReport } from './format-report.ts';
import { reportOutputs } from './report-output.ts';

const secret = 'hunter2-very-long';
const title = '[configuration-command/Names below a sensitive field are masked]';

describe('names below a sensitive field', () => {
  it.each([
    ['a section', `boost:\n  encryptionSecret: {${secret}: , x: y}\n`],
    [
      'a block',
      `boost:\n  encryptionSecret:\n    ${secret}:\n      $include: [1]\n    __proto__: 1\n`,
    ],
    ['a list', `boost:\n  previousEncryptionSecrets: [a, {${secret}: {$env: 1}}]\n`],
    ['a byte order mark', `\uFEFFboost:\n  encryptionSecret: {${secret}: , x: y}\n`],
    [
      'a ConfigMap',
      `kind: ConfigMap\ndata:\n  a.yaml: |\n    boost:\n      encryptionSecret:\n        ${secret}: {$env: 1}\n`,
    ],
    ['another file', `boost: {encryptionSecret: {$include: "other.yaml"}}\n`],
  ])(`are not shown in %s ${title}`, async (_, text) => {
    const report = await checkScratch({
      'app-config.yaml': text,
      'other.yaml': `${secret}: {$env: 1}\n${secret}x: \n`,
    });
    expect(report.findings.length).toBeGreaterThan(1);
    for (const output of reportOutputs) {
      expect(formatReport(report, { output })).not.toContain(secret);
    }
  });

  it(`leave the field, its indexes and other names readable ${title}`, async () => {
    const text = 'boost: {previousEncryptionSecrets: [a, {x: {$env: 1}}], model: {nam: x}}\n';
    const report = await checkScratch({ 'app-config.yaml': text });
    expect(report.told).toContain(
      'app-config.yaml:1:51 error include_not_text boost.previousEncryptionSecrets[1]',
    );
    expect(formatReport(report, { output: 'text' })).toContain(
      'boost: {previousEncryptionSecrets: [***, {***: {***: ***}}], model: {nam: ***}}',
    );
  });
});
