import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scratchFolder } from '../common/scratch-folder.fixture.ts';
import { breaksOf } from './honest-traces/breaks.ts';
import { runTests, type TestRun, type TestRunResult } from './honest-traces/run-tests.ts';
import { randomFrom, shuffled } from './honest-traces/shuffled.ts';
import { judgeTraces, verdictOf } from './honest-traces.ts';
import type { Proof } from './proof.ts';

const source = `import { open } from './open.ts';

export function push(force: number, locked: boolean): string {
  if (locked && force < 3) return 'stuck';
  open();
  return 'open';
}
`;

const door = { file: 'door.ts', text: source, lines: new Set([4, 5, 6]) };

test('each place of the lines is broken in its way', () => {
  const broken = breaksOf(door).map(({ start, end, replacement, line }) => {
    const text = source.slice(0, start) + replacement + source.slice(end);
    return text.split('\n')[line - 1]?.trim();
  });

  expect(new Set(broken)).toEqual(
    new Set([
      "if (!(locked && force < 3)) return 'stuck';",
      "if (locked && force < (3 + 1)) return 'stuck';",
      "if (locked && force < 3) return 'broken';",
      'if (locked && force < 3) return undefined;',
      "if (locked && force >= 3) return 'stuck';",
      "if (locked || force < 3) return 'stuck';",
      "return 'broken';",
      'return undefined;',
      'void 0;',
    ]),
  );
});

const proofOf = (name: string): Proof => ({
  scenario: {
    id: `doors/${name}`,
    capability: 'doors',
    requirement: 'Opening',
    name,
    file: 'openspec/specs/doors/spec.md',
    line: 3,
    body: '',
  },
  tests: [{ file: 'door.test.ts', title: `it is so [doors/${name}]`, outcome: 'passed' }],
});

const ownReach = (titles: string) => (titles.includes('elsewhere') ? [] : [4, 5, 6]);

function othersReach(titles: string): number[] {
  if (titles.includes('shared')) return [4, 5, 6];
  if (titles.includes('met')) return [4, 5];
  return titles.includes('opened') ? [5] : [];
}

/**
 * Tests of `door.ts`: those of "Door is pushed" notice every break, those of "Door is stuck" fail anyway, for
 * "Door is away" there are none, and the others notice nothing. "Door is shared", "Door is met" and "Door is opened"
 * notice the breaks of line 5, which other tests reach too; all of the first's lines are such, and of the second's all
 * but line 6.
 */
async function runDoors({ titles, broken }: TestRun): Promise<TestRunResult> {
  const noticesHelper = /shared|opened|met/.test(titles) && broken?.line === 5;
  const noticesAll = titles.includes('pushed') && broken !== undefined;
  const isOthers = titles.startsWith('^');
  const fails = titles.includes('stuck') || noticesAll || noticesHelper;
  const title = /doors\/[\w ]+/.exec(titles)?.[0] ?? '';
  return {
    failed: fails ? [`it is so [${title}]`] : [],
    passed: fails || titles.includes('away') ? [] : [`it is so [${title}]`],
    lines: new Map([['door.ts', new Set(isOthers ? othersReach(titles) : ownReach(titles))]]),
  };
}

async function draw(names: readonly string[], count: number) {
  const lines: string[] = [];
  const judged = await judgeTraces({
    root: scratchFolder({ 'door.ts': source }),
    random: randomFrom(1),
    run: runDoors,
    proofs: names.map(proofOf),
    count,
    print: line => lines.push(line),
  });
  const verdict = verdictOf(judged, { count, existing: names.length });
  return { ...verdict, text: lines.join('\n') };
}

test('a test that notices the break', async () => {
  const { exitCode, lines, text } = await draw(['Door is pushed'], 1);

  expect({ exitCode, lines }).toEqual({ exitCode: 0, lines: ['Every trace is honest: 1.'] });
  expect(text).toMatch(
    /^ok {6}doors\/Door is pushed\n +door\.ts:[456] .*: "it is so \[doors\/Door is pushed\]" fails$/,
  );
});

test('tests that notice no break', async () => {
  const { exitCode, lines, text } = await draw(['Door is pulled'], 1);

  expect(exitCode).toBe(1);
  expect(lines).toEqual([
    '1 hollow: doors/Door is pulled. Write a test that fails when the behaviour is broken.',
  ]);
  expect(text).toContain('HOLLOW  doors/Door is pulled (openspec/specs/doors/spec.md:3)');
  expect(text).toContain('none of 9 breaks made a test that names it fail');
});

test('tests that only notice a helper which others call too', async () => {
  const { exitCode, text } = await draw(['Door is opened'], 1);

  expect(exitCode).toBe(1);
  expect(text).toMatch(/^HOLLOW {2}doors\/Door is opened .*\n +none of 8 breaks made .* fail$/);
});

test('tests that reach no code of their own', async () => {
  expect((await draw(['Door is shared'], 1)).text).toMatch(
    /^ok .*\n.* fails, in code that other tests reach too, \d tried$/,
  );
});

test('tests that reach hardly any code of their own', async () => {
  expect((await draw(['Door is met'], 1)).text).toMatch(
    /^ok .*\n.* door\.ts:5 .* fails, in code that other tests reach too, \d+ tried$/,
  );
});

test('tests that run elsewhere', async () => {
  const { exitCode, text } = await draw(['Door elsewhere', 'Door is pushed'], 1);

  expect(exitCode).toBe(0);
  expect(text).toContain('ok      doors/Door is pushed');
  expect(await draw(['Door elsewhere'], 1)).toMatchObject({
    text: expect.stringContaining('another doors/Door elsewhere'),
  });
});

test.each([
  { name: 'Door is stuck', why: 'these fail: "it is so [doors/Door is stuck]"' },
  { name: 'Door is away', why: 'no test that names it passes' },
])('$name without a break', async ({ name, why }) => {
  const { exitCode, lines, text } = await draw([name], 1);

  expect(exitCode).toBe(1);
  expect(lines).toEqual([
    `1 failing: doors/${name}. Make their tests pass, run \`npm test -- --tools\`, and draw again.`,
  ]);
  expect(text).toBe(
    `FAILING doors/${name} (openspec/specs/doors/spec.md:3)\n        without a break ${why}`,
  );
});

test('a runner that does not work', async () => {
  const root = scratchFolder({ 'runner.mjs': "throw new Error('no configuration');\n" });
  const runner = join(root, 'runner.mjs');
  const run = { files: ['door.test.ts'], titles: 'Door' };
  const [broken] = breaksOf(door);

  await expect(runTests(run, runner)).rejects.toThrow(
    /^The tests of door\.test\.ts left no report \(1\)\.[^]*no configuration/,
  );
  // A break may stop the runner itself: that proves nothing, and the next one is tried.
  expect(await runTests({ ...run, ...(broken && { broken }) }, runner)).toMatchObject({
    failed: [],
    passed: [],
  });
});

test.each([
  { names: ['Door elsewhere'], count: 1, said: ['0 of 1 were judged: it is too few.'], code: 1 },
  {
    names: ['Door elsewhere', 'Door is pushed'],
    count: 2,
    said: ['1 of 2 were judged: it is too few.'],
    code: 1,
  },
  {
    names: ['Door is pushed'],
    count: 2,
    said: ['1 of 2 were judged: there are only 1 scenarios.', 'Every trace is honest: 1.'],
    code: 0,
  },
  { names: [], count: 2, said: ['0 of 2 were judged: there are only 0 scenarios.'], code: 1 },
])('$count out of $names', async ({ names, count, said, code }) => {
  const { exitCode, lines } = await draw(names, count);

  expect({ exitCode, lines }).toEqual({ exitCode: code, lines: said });
});

test('the same seed draws the same', () => {
  const names = Array.from({ length: 50 }, (_none, index) => index);
  const drawn = (seed: number) => shuffled(names, randomFrom(seed));

  expect(drawn(7)).toEqual(drawn(7));
  expect(drawn(7)).not.toEqual(drawn(8));
  expect(drawn(7).toSorted((one, other) => one - other)).toEqual(names);
});
