import { describe, expect, it } from 'vitest';
import { checkScratch } from '../../test/check/scratch-check.fixture.ts';
import { formatReport } from '../report/format-report.ts';

const secret = 'hunter3';

describe('a key that is no name', () => {
  it.each([
    [`boost: {security: {mode: full}, ? {a: ${secret}} : 1}`, '1:35'],
    [`boost: {security: {mode: full}, ? [${secret}] : {b: 1}}`, '1:35'],
    [`boost: {security: {mode: full}, [${secret}]: {$env: 1}}`, '1:33'],
    [
      `s: &s ${secret}\nboost: {security: {mode: full}, *s : {$include: x.yaml, x: ${secret}}}`,
      '2:33',
    ],
    [`s: &s __proto__\nboost: {security: {mode: full}, *s : {mode: ${secret}}}`, '2:33'],
    [`boost:\n  security: {mode: full}\n  ? - ${secret}\n  : 1\n`, '3:5'],
  ])('is told at the key, case %#', async (text, place) => {
    const report = await checkScratch({ 'app-config.yaml': text });
    const found = report.told.filter(line => !line.includes(' include_'));
    expect(found).toEqual([`app-config.yaml:${place} error nameless_key boost`]);
    for (const output of ['text', 'json', 'github', 'sarif'] as const) {
      expect(formatReport(report, { output })).not.toContain(secret);
    }
  });

  it('is told where it is merged in, or stands for boost itself', async () => {
    const merged = `%YAML 1.1\n---\nm: &m {? {a: ${secret}} : 1, name: 7}\nboost: {security: {mode: full}, model: {<<: *m}}\n`;
    expect((await checkScratch({ 'app-config.yaml': merged })).told).toEqual([
      'app-config.yaml:3:10 error nameless_key boost.model',
      'app-config.yaml:3:34 error wrong_type boost.model.name',
    ]);
    const alias = 's: &s boost\n*s : {security: {mode: full}}\n';
    expect((await checkScratch({ 'app-config.yaml': alias })).told).toEqual([
      'app-config.yaml:2:1 error nameless_key',
    ]);
    const elsewhere = 's: &s x\napp: {*s : 1}\n? {a: b}\n: 1\n';
    expect((await checkScratch({ 'app-config.yaml': elsewhere })).told).toEqual([
      'app-config.yaml:1:1 warning boost_missing',
    ]);
  });

  it('is not told in the path of what fails below it', async () => {
    const text = `app: {? {a: ${secret}} : {b: {$env: 1}}}\n? [${secret}]\n: {$include: none.yaml}\n`;
    expect((await checkScratch({ 'app-config.yaml': text })).told).toEqual([
      `app-config.yaml:1:${text.indexOf('1}}}') + 1} error include_not_text app`,
      'app-config.yaml:3:14 error include_missing',
    ]);
  });
});
