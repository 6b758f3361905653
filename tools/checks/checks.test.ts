import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scratchFolder } from '../common/scratch-folder.fixture.ts';
import { runChecks } from './checks.ts';

/**
 * Runs the checks of a repository that has these scripts: what is told of each, by name, for any may
 * end first, and the sum.
 */
async function checksOf(scripts: Record<string, string>, names: readonly string[] = []) {
  const root = scratchFolder({ 'package.json': JSON.stringify({ scripts }) });
  const printed: string[] = [];
  const code = await runChecks(root, names, text => printed.push(text));
  const sum = printed.pop();
  const told = printed.join('').replaceAll(/\d+\.\d s/g, 'T');
  const blocks = told.split(/^(?=ok |FAILED )/m);
  return { code, root, checks: blocks.sort().join(''), sum };
}

test('two checks pass', async () => {
  const { code, checks, sum } = await checksOf({
    build: 'exit 1',
    'check:a': 'echo much to say',
    'check:b': 'true',
  });

  expect(code).toBe(0);
  expect(checks).toBe('ok     a (T)\nok     b (T)\n');
  expect(sum).toBe('All 2 checks passed.\n');
});

test('the first check fails, the second runs all the same', async () => {
  const { code, checks, sum, root } = await checksOf({
    'check:a': 'echo src/a.ts:1: wrong; exit 2',
    'check:b': 'touch ran',
  });

  expect(code).toBe(1);
  expect(checks).toBe('FAILED a (T)\n       src/a.ts:1: wrong\nok     b (T)\n');
  expect(sum).toBe('1 of 2 checks failed: a. Run one alone with `npm run check -- NAME`.\n');
  expect(existsSync(join(root, 'ran'))).toBe(true);
});

test('a check that does not exist', async () => {
  expect(await checksOf({ 'check:a': 'true', 'check:b': 'true' }, ['c'])).toMatchObject({
    code: 1,
    sum: 'There is no check c. There are: a, b.\n',
  });
});
