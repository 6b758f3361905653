import { expect, test } from 'vitest';
import { describeCause } from './printing.ts';

/** An error of somebody else, who can write anything into its name and code. */
const named = (name: string, code: string) => Object.assign(new Error('hunter2'), { name, code });

test.each([
  ['words', 'the wish: hunter2', 'no code: hunter2', 'Error'],
  ['60 characters', 'N'.repeat(60), 'C'.repeat(60), `${'N'.repeat(60)} (${'C'.repeat(60)})`],
  ['61 characters', 'N'.repeat(61), 'C'.repeat(61), 'Error'],
])(
  'of a cause whose name and code are %s, no more is printed than one word of each [kagenti-api/Printed error contains no content]',
  (_what, name, code, printed) => {
    expect(describeCause(named(name, code))).toBe(printed);
  },
);
