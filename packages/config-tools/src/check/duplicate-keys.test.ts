import { expect, it } from 'vitest';
import { checkScratch } from '../../test/check/scratch-check.fixture.ts';
import { formatReport } from '../report/format-report.ts';
import { reportOutputs } from '../report/report-output.ts';

const title = '[configuration-check/Duplicate key is named with both places]';

it.each([
  ['boost:\n  security:\n    mode: full\n    mode: full\n', 4, 'boost.security.mode', 3],
  ['boost: {model: {name: a, baseUrl: b,\n  name: c}}\n', 2, 'boost.model.name', 1],
  ['a:\n  - b: 1\n  - c: 1\n    d: 2\n    c: 3\n', 5, 'a[1].c', 3],
  ['a: 1\n"a": 2\n', 2, 'a', 1],
  ['boost:\n  encryptionSecret:\n    hunter2: 1\n    hunter2: 2\n', 4, 'boost.encryptionSecret', 3],
  [
    'boost:\n  previousEncryptionSecrets:\n    - hunter2: 1\n      hunter2: 2\n',
    4,
    'boost.previousEncryptionSecrets[0]',
    3,
  ],
  ['hunter2 is here: 1\nhunter2 is here: 2\n', 2, undefined, 1],
  [
    'kind: ConfigMap\ndata:\n  a.yaml: |\n    boost:\n      model: {}\n      model: {}\n',
    6,
    'boost.model',
    5,
  ],
])(`case %#: with its path and the line of the first ${title}`, async (text, line, path, first) => {
  const report = await checkScratch({ 'app-config.yaml': text });
  const subject = path === undefined ? 'contains the same key twice' : 'is set twice';
  const message = `${subject} in one section, first on line ${first}`;
  expect(report.findings).toMatchObject([{ code: 'duplicate_key', message, location: { line } }]);
  expect(report.findings[0]?.path).toBe(path);
  for (const output of ['json', 'github', 'sarif'] as const)
    expect(formatReport(report, { output })).not.toContain('hunter2');
});

it(`in a file that another includes it has the line alone ${title}`, async () => {
  const report = await checkScratch({
    'app-config.yaml': 'boost:\n  encryptionSecret: {$include: other.yaml}\n',
    'other.yaml': 'hunter2: 1\nhunter2: 2\n',
  });
  expect(report.findings).toContainEqual(
    expect.objectContaining({ code: 'duplicate_key', message: expect.stringContaining('line 1') }),
  );
  for (const output of reportOutputs.filter(form => form !== 'text'))
    expect(formatReport(report, { output })).not.toContain('hunter2');
});
