import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runChecks } from './checks.ts';
import { scratchFolder } from './scratch-folder.fixture.ts';

/** Runs the checks of a repository that has these scripts. */
async function checksOf(scripts: Record<string, string>, names: readonly string[] = []) {
  const root = scratchFolder({ 'package.json': JSON.stringify({ scripts }) });
  let printed = '';
  const code = await runChecks(root, names, text => {
    printed += text;
  });
  return { code, root, printed: printed.replaceAll(/\d+\.\d s/g, 'T') };
}

test('two checks pass [developer-tooling/Each check is one line]', async () => {
  const { code, printed } = await checksOf({
    build: 'exit 1',
    'check:a': 'echo much to say',
    'check:b': 'sleep 0.3',
  });

  expect(code).toBe(0);
  expect(printed).toBe('ok     a (T)\nok     b (T)\nAll 2 checks passed.\n');
});

test('the first check fails, the second runs all the same [developer-tooling/Failed checks are shown and listed]', async () => {
  const { code, printed, root } = await checksOf({
    'check:a': 'echo src/a.ts:1: wrong; exit 2',
    'check:b': 'sleep 0.3; touch ran',
  });

  expect(code).toBe(1);
  expect(printed).toBe(
    'FAILED a (T)\n       src/a.ts:1: wrong\nok     b (T)\n1 of 2 checks failed: a. Run one alone with `npm run check -- NAME`.\n',
  );
  expect(existsSync(join(root, 'ran'))).toBe(true);
});

test('a check that does not exist [developer-tooling/Unknown check is refused]', async () => {
  expect(await checksOf({ 'check:a': 'true', 'check:b': 'true' }, ['c'])).toMatchObject({
    code: 1,
    printed: 'There is no check c. There are: a, b.\n',
  });
});
