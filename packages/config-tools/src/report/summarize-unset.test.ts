import { describe, expect, it } from 'vitest';
import { checkScratch } from '../../test/check/scratch-check.fixture.ts';
import { formatReport } from './format-report.ts';

const title = '[configuration-command/Unset variables are one line]';
const files = {
  'app-config.yaml':
    'boost:\n  security: {mode: full}\n  model: {name: "${MODEL}", baseUrl: "${URL}"}\n  systemPrompt: ${MODEL}\n  encryptionSecret: ${hunter2}\n',
};
const inText =
  /4 values were not checked, because their variables are not set here: MODEL, URL, others/;

describe('unset variables', () => {
  it(`B9: are one line in text, without a place ${title}`, async () => {
    const text = formatReport(await checkScratch(files), { output: 'text' });
    expect(text).toMatch(inText);
    expect(text).not.toContain('hunter2');
    expect(text).not.toMatch(/^app-config\.yaml:\d+:\d+ warning .*not checked/m);
    expect(text).toMatch(/, 1 warning\n$/);
  });

  it(`B9: are one annotation and one result, at the first of them ${title}`, async () => {
    const report = await checkScratch(files);
    const github = formatReport(report, { output: 'github' });
    expect(github.match(/title=unset_variable/g)).toHaveLength(1);
    expect(github).toMatch(inText);
    expect(github).toContain('file=app-config.yaml,line=3');
    const sarif = JSON.parse(formatReport(report, { output: 'sarif' }));
    expect(sarif.runs[0].results).toMatchObject([
      { ruleId: 'unset_variable', message: { text: expect.stringMatching(inText) } },
    ]);
  });

  it(`B9: are listed in JSON, each with its place and its variables ${title}`, async () => {
    const json = JSON.parse(formatReport(await checkScratch(files), { output: 'json' }));
    expect(json.findings).toMatchObject([
      { path: 'boost.model.name', variables: ['MODEL'], location: { line: 3, column: 17 } },
      { path: 'boost.model.baseUrl', variables: ['URL'] },
      { path: 'boost.systemPrompt', variables: ['MODEL'], location: { line: 4 } },
      { path: 'boost.encryptionSecret' },
    ]);
    expect(json.findings[3]).not.toHaveProperty('variables');
    expect(json.warnings).toBe(4);
  });

  it(`B9: are errors at their places when strict ${title}`, async () => {
    const report = await checkScratch(files, { strictEnv: true });
    expect(report.exitCode).toBe(1);
    for (const output of ['text', 'github', 'sarif'] as const) {
      const written = formatReport(report, { output });
      expect(written.match(/was not checked, because a? ?variable/g)).toHaveLength(4);
      expect(written).not.toMatch(inText);
    }
  });

  it('B9: keep their place where there is only one', async () => {
    const one = { 'app-config.yaml': 'boost: {security: {mode: "${MODE}"}}\n' };
    const text = formatReport(await checkScratch(one), { output: 'text' });
    expect(text).toContain('app-config.yaml:1:26 warning boost.security.mode was not checked');
  });
});
