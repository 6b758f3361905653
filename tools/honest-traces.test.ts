import { expect, test } from 'vitest';
import { breaksOf } from './honest-traces/breaks.ts';
import type { TestRun, TestRunResult } from './honest-traces/run-tests.ts';
import { randomFrom, shuffled } from './honest-traces/shuffled.ts';
import { findHollow } from './honest-traces.ts';
import type { Proof } from './proof.ts';
import { scratchFolder } from './scratch-folder.fixture.ts';

const source = `import { open } from './open.ts';

export function push(force: number, locked: boolean): string {
  if (locked && force < 3) return 'stuck';
  open();
  return 'open';
}
`;

const door = { file: 'door.ts', text: source, lines: new Set([4, 5, 6]) };

test('each place of the lines is broken in its way [developer-tooling/Deliberate break makes the named test fail]', () => {
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

/** Tests of `door.ts` of which those of "Door is pushed" notice every break, and others none. */
async function runDoors({ titles, broken }: TestRun): Promise<TestRunResult> {
  const noticed = broken !== undefined && titles.includes('pushed');
  const reached = titles.includes('elsewhere') || titles.startsWith('^') ? [] : [4, 5, 6];
  return {
    failed: noticed ? ['it is so [doors/Door is pushed]'] : [],
    passed: [],
    lines: new Map([['door.ts', new Set(reached)]]),
  };
}

async function draw(names: readonly string[], count: number) {
  const lines: string[] = [];
  const hollow = await findHollow({
    root: scratchFolder({ 'door.ts': source }),
    random: randomFrom(1),
    run: runDoors,
    proofs: names.map(proofOf),
    count,
    print: line => lines.push(line),
  });
  return { hollow, text: lines.join('\n') };
}

test('a test that notices the break [developer-tooling/Deliberate break makes the named test fail]', async () => {
  const { hollow, text } = await draw(['Door is pushed'], 1);

  expect(hollow).toEqual([]);
  expect(text).toMatch(
    /^ok {6}doors\/Door is pushed\n +door\.ts:[456] .*: "it is so \[doors\/Door is pushed\]" fails$/,
  );
});

test('tests that notice no break [developer-tooling/Test that notices no break is reported]', async () => {
  const { hollow, text } = await draw(['Door is pulled'], 1);

  expect(hollow).toEqual(['doors/Door is pulled']);
  expect(text).toContain('HOLLOW  doors/Door is pulled (openspec/specs/doors/spec.md:3)');
  expect(text).toContain('none of 9 breaks made a test that names it fail');
});

test('tests that run elsewhere [developer-tooling/Scenario that cannot be broken is drawn again]', async () => {
  const { hollow, text } = await draw(['Door elsewhere', 'Door is pushed'], 2);

  expect(hollow).toEqual([]);
  expect(text).toContain('another doors/Door elsewhere');
  expect(text).toContain('ok      doors/Door is pushed');
});

test('the same seed draws the same [developer-tooling/Draw can be repeated by its seed]', () => {
  const names = Array.from({ length: 50 }, (_none, index) => index);
  const drawn = (seed: number) => shuffled(names, randomFrom(seed));

  expect(drawn(7)).toEqual(drawn(7));
  expect(drawn(7)).not.toEqual(drawn(8));
  expect(drawn(7).toSorted((one, other) => one - other)).toEqual(names);
});
