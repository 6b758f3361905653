import { expect, it } from 'vitest';
import { checkScratch } from '../../test/check/scratch-check.fixture.ts';

it('a file just below 5 MB is read to its end', async () => {
  const line = `  - name: a component of the catalogue, number 1\n    target: ./catalog.yaml\n`;
  const count = Math.floor(4_990_000 / line.length);
  const report = await checkScratch({
    'app-config.yaml': `catalog:\n${line.repeat(count)}boost:\n  security:\n    mode: ful\n`,
  });
  expect(report.told).toEqual([
    `app-config.yaml:${2 * count + 4}:11 error invalid_value boost.security.mode`,
  ]);
}, 60_000);

it.each([
  ['text', `a: ${'b'.repeat(4_990_000)}`],
  ['a quotation', `a: "${'b'.repeat(4_990_000)}"`],
])(
  'one line of nearly 5 MB of %s is read',
  async (_, long) => {
    const report = await checkScratch({
      'app-config.yaml': `${long}\nboost:\n  security:\n    mode: ful\n`,
    });
    expect(report.told).toEqual(['app-config.yaml:4:11 error invalid_value boost.security.mode']);
  },
  60_000,
);

it.each([
  ['boost', 'boost'],
  ['another section', 'app'],
])(
  '100 000 keys in one mapping of %s are read',
  async (_, section) => {
    const keys = Array.from({ length: 100_000 }, (_each, index) => `    key${index}: 1\n`).join('');
    const report = await checkScratch({
      'app-config.yaml': `${section}:\n  model: &x\n${keys}    key7: 2\n`,
    });
    expect(report.told).toEqual([
      `app-config.yaml:100003:5 error duplicate_key ${section}.model.key7`,
    ]);
  },
  60_000,
);
