import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const page = new URL('../../../../docs/kagenti-quirks.md', import.meta.url);

/** Rows of the page's tables, without heads. */
const rows = readFileSync(page, 'utf8')
  .split('\n')
  .filter(line => /^\| (?!Kagenti \|)/.test(line))
  .map(line => line.split(' | '));

test('every quirk names a scenario and the test that proves it', () => {
  const unproven = rows.flatMap(([quirk, , proof]) => {
    const { scenario, file } =
      /^\[(?<scenario>[^\]]+)\]\((?<file>[^)]+)\) \|$/.exec(proof ?? '')?.groups ?? {};
    if (scenario === undefined || file === undefined) return [quirk];
    const tests = new URL(file, page);
    const proves = existsSync(tests) && readFileSync(tests, 'utf8').includes(`[${scenario}]`);
    return proves ? [] : [quirk];
  });

  expect(rows.length).toBeGreaterThan(40);
  expect(unproven).toEqual([]);
});
