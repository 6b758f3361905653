import { describe, expect, it } from 'vitest';
import { checkScratch } from '../../test/check/scratch-check.fixture.ts';
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

const error = 'a: b: c';

describe('names below a sensitive field of a file that does not parse', () => {
  it.each([
    ['a block', `boost:\n  encryptionSecret:\n    ${secret}:\n      ${secret}2: ${error}\n`],
    ['a section in braces', `boost: {encryptionSecret: {${secret}: 1, ${secret}2: {x: ]\n`],
    [
      'a list',
      `boost:\n  previousEncryptionSecrets:\n  - ${secret}:\n      ${secret}2: ${error}\n`,
    ],
    [
      'a field that is set twice',
      `boost:\n  encryptionSecret:\n    ${secret}: x\n  encryptionSecret: {${secret}: 1}\n`,
    ],
    [
      'a second document',
      `boost:\n  encryptionSecret:\n    ${secret}: x\n---\nboost: {encryptionSecret: {${secret}: 1}}\n`,
    ],
    ['a byte order mark', `\uFEFFboost:\n  encryptionSecret:\n    ${secret}: ${error}\n`],
    ['an anchor elsewhere', `x: &s\n  ${secret}: ${error}\nboost:\n  encryptionSecret: *s\n`],
    [
      'a ConfigMap',
      `kind: ConfigMap\ndata:\n  a.yaml: |\n    boost:\n      encryptionSecret:\n        ${secret}:\n          x: ${error}\n`,
    ],
    ['a YAML file that is included', 'boost: {encryptionSecret: {$include: other.yaml}}\n'],
    ['a JSON file that is included', 'boost: {encryptionSecret: {$include: other.json}}\n'],
  ])('are not shown in %s', async (_, text) => {
    const report = await checkScratch({
      'app-config.yaml': text,
      'other.yaml': `${secret}: x\n${secret}2: ${error}\n`,
      'other.json': `{"${secret}": 1,\n "${secret}2": 2,}`,
    });
    expect(report.findings.map(({ code }) => code)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^(?:invalid_|duplicate_key|several_)/)]),
    );
    const shown = formatReport(report, { output: 'text' });
    expect(shown).toContain('***');
    expect(shown).not.toContain(secret);
  });

  it('leave other names readable', async () => {
    const text = `boost:\n  encryptionSecret: {x: 1}\n  model:\n    name: ${error}\n  kagenti: 1\n`;
    const report = await checkScratch({ 'app-config.yaml': text });
    expect(formatReport(report, { output: 'text' })).toContain(
      '    3 |   model:\n  > 4 |     name: ***: ***: ***\n      |           ^^^\n    5 |   kagenti: ***\n',
    );
  });
});
