import { expect, it } from 'vitest';
import { checkScratch } from '../../test/check/scratch-check.fixture.ts';
import { formatReport } from '../report/format-report.ts';
import { reportOutputs } from '../report/report-output.ts';

const title = '[configuration-check/Configuration without boost is a warning]';
const section = '{security: {mode: full}}';

it.each([
  ['other sections', 'app: {title: x}\n', ['app-config.yaml:1:1 warning boost_missing']],
  [
    'a catalog entity',
    'apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: x}\n',
    ['app-config.yaml:1:1 warning boost_missing'],
  ],
  ['an empty default', 'boost: ${A:-}\n', ['app-config.yaml:1:1 warning boost_missing']],
  ['nothing below it', 'app: {}\nboost:\n', ['app-config.yaml:2:1 warning boost_empty boost']],
  ['null', 'boost: null\n', ['app-config.yaml:1:1 warning boost_empty boost']],
  [
    'its sections at the root',
    'app: {title: x}\nsecurity:\n  mode: full\nkagenti: {auth: {}}\n',
    [
      'app-config.yaml:2:1 warning boost_misplaced security',
      'app-config.yaml:4:1 warning boost_misplaced kagenti',
    ],
  ],
  [
    'it within another section',
    'app:\n  title: x\n  boost:\n    security:\n      mode: full\n',
    ['app-config.yaml:3:3 warning boost_misplaced app.boost'],
  ],
])(`with %s is told where it went wrong ${title}`, async (_what, text, told) => {
  expect(await checkScratch({ 'app-config.yaml': text })).toMatchObject({ told, exitCode: 1 });
});

it.each([
  ['a Lightspeed stack', 'providers:\n  inference: []\nmodels: []\nauth: {}\n'],
  ['an OpenAPI document', 'openapi: 3.0.0\nsecurity:\n  - token: []\n'],
  ['an agent', 'agent: triage.md\nmodel: opus\n'],
  ['a query', 'match:\n  boost: 2.0\n'],
])('B9: %s has names of Boost and is not called misplaced', async (_what, text) => {
  const { told } = await checkScratch({ 'app-config.yaml': text });
  expect(told).toEqual(['app-config.yaml:1:1 warning boost_missing']);
});

it(`of several files is told once, with their names ${title}`, async () => {
  const files = { 'a.yaml': 'app: {title: x}\n', 'b.yaml': 'backend: {}\n' };
  const { findings } = await checkScratch(files, { files: Object.keys(files) });
  expect(findings).toMatchObject([
    {
      code: 'boost_missing',
      message: expect.stringContaining('is in a.yaml, b.yaml'),
      location: { file: 'b.yaml' },
    },
  ]);
});

it(`is told in each output ${title}`, async () => {
  const report = await checkScratch({ 'app-config.yaml': 'app:\n  boost:\n    x: hunter2\n' });
  for (const output of reportOutputs) {
    const written = formatReport(report, { output });
    expect(written).toContain('app.boost');
    expect(written).toContain('Move boost to the top level');
    expect(written).not.toContain('hunter2');
  }
});

it.each([
  [
    'a later file has the section',
    { 'a.yaml': 'boost:\nsecurity: {}\n', 'b.yaml': `boost: ${section}\n` },
  ],
  ['a misspelt name explains it', { 'a.yaml': `Boost: ${section}\nsecurity: {}\n` }],
  ['an include that failed may be it', { 'a.yaml': 'app: {$include: none.yaml}\n' }],
  ['a variable may be it', { 'a.yaml': 'boost: ${A}\n' }],
])(`is not told where %s ${title}`, async (_what, files) => {
  const { findings } = await checkScratch(files, { files: Object.keys(files) });
  expect(findings.filter(({ code }) => code.startsWith('boost_'))).toEqual([]);
});
