import { spawnSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { repositoryRoot } from '../common/problem.ts';
import { scratchFolder } from '../common/scratch-folder.fixture.ts';

const source = `export function sign(value: number): string {
  if (value < 0) {
    return 'minus';
  }
  return 'plus';
}
`;
/** A test of that source with these values. */
const testOf = (...values: readonly number[]) => `
import { expect, test } from 'vitest';
import { sign } from './sign.ts';

test('sign', () => {
  expect(${JSON.stringify(values)}.map(sign)).toHaveLength(${values.length});
});
`;
const wholeTest = testOf(-1, 1);

/** Runs tests with coverage, as this repository's vitest.config.ts sets it, on these files of packages of its names. */
function coverageOf(files: Readonly<Record<string, string>>) {
  const config = JSON.stringify(join(repositoryRoot, 'vitest.config.ts'));
  const root = scratchFolder({
    'package.json': JSON.stringify({ type: 'module' }),
    'vitest.config.ts': `import repository from ${config};
      export default { test: { coverage: repository.test.coverage } };`,
    ...files,
  });
  symlinkSync(join(repositoryRoot, 'node_modules'), join(root, 'node_modules'));
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join('node_modules', 'vitest', 'vitest.mjs'), 'run', '--coverage'],
    { cwd: root, encoding: 'utf8', env: { PATH: process.env['PATH'], NO_COLOR: '1' } },
  );
  return { status, output: stdout + stderr };
}

test('lines and branches below their floors', () => {
  const { status, output } = coverageOf({
    'packages/token-manager/src/sign.ts': source,
    'packages/token-manager/src/sign.test.ts': testOf(1),
  });

  expect(status).toBe(1);
  expect(output).toMatch(
    /lines \(66\.\d+%\) does not meet "packages\/token-manager\/src\/\*\*" threshold \(90%\)/,
  );
  expect(output).toMatch(
    /branches \(50%\) does not meet "packages\/token-manager\/src\/\*\*" threshold \(85%\)/,
  );
});

test('each file has its row, and what only tests need has none', () => {
  const { status, output } = coverageOf({
    'packages/token-manager/src/sign.ts': source,
    'packages/token-manager/src/sign.test.ts': wholeTest,
    'packages/token-manager/src/sign.fixture.ts': source,
    'packages/token-manager/src/fixtures/sign.ts': source,
    'packages/test-support/src/sign.ts': source,
  });

  expect(status).toBe(0);
  expect(output.match(/^ *sign.*\.ts .*$/gm)).toEqual([
    expect.stringMatching(/^ *sign\.ts +\|( +100 \|){4}/),
  ]);
});

test('a package that no test reads', () => {
  const { status, output } = coverageOf({
    'packages/token-manager/src/sign.ts': source,
    'packages/token-manager/src/sign.test.ts': wholeTest,
    'packages/kagenti-client/src/sign.ts': source,
  });

  expect(status).toBe(1);
  expect(output).toMatch(
    /lines \(0%\) does not meet "packages\/kagenti-client\/src\/\*\*" threshold \(90%\)/,
  );
  expect(output).not.toContain('"packages/token-manager/src/**"');
});
