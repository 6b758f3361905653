import { expect, it } from 'vitest';
import { checkScratch } from '../../test/check/scratch-check.fixture.ts';
import { formatReport } from './format-report.ts';

const title = '[configuration-command/File that cannot be read leaves all unjudged]';
const files = { 'a.yaml': 'boost: {security: {mode: ful}}\n', 'b.yaml': 'a: [1\n' };

it(`is said in one line at the end of the text ${title}`, async () => {
  const report = await checkScratch(files, { files: Object.keys(files) });
  expect(formatReport(report, { output: 'text' })).toMatch(
    /\nNo field was judged, since a file could not be read\.\n.+ read, 0 sections judged, 1 error, 0 warnings\n$/,
  );
});

it(`is said to programs ${title}`, async () => {
  const report = await checkScratch(files, { files: Object.keys(files) });
  expect(formatReport(report, { output: 'github' })).toMatch(
    /\n::notice title=not_judged::No field was judged, since a file could not be read\.\n$/,
  );
  expect(JSON.parse(formatReport(report, { output: 'json' }))).toMatchObject({ notJudged: true });
  expect(JSON.parse(formatReport(report, { output: 'sarif' }))).toMatchObject({
    runs: [{ invocations: [{ toolExecutionNotifications: [{ level: 'note' }] }] }],
  });
});

it(`is not said where all files were read ${title}`, async () => {
  const report = await checkScratch({ 'app-config.yaml': files['a.yaml'] });
  for (const output of ['text', 'json', 'github', 'sarif'] as const)
    expect(formatReport(report, { output })).not.toMatch(/not_?judged|No field was judged/i);
});
