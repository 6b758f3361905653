import type { Recording } from './recordings.fixture.ts';

/** Recordings that are not replayed: how to know them, and why. */
const reasons: readonly (readonly [(told: string) => boolean, string])[] = [
  [
    told => told.includes('odd-'),
    'What is in front of the Context Service answers: a test scripts that with faults.',
  ],
  [
    told => told.includes('somebody makes the annotation'),
    'Nobody edits the annotations of an agent behind the test kit.',
  ],
  [
    told => /(?:legacy|cardless|sick)-agent/.test(told),
    'Every agent of the test kit has its card at the newer address.',
  ],
];

/** Why a recording is not replayed; undefined where it is. */
export function whyLeftOut({ note = '', request }: Recording): string | undefined {
  const told = `${note} ${JSON.stringify(request)}`;
  return reasons.find(([isMeant]) => isMeant(told))?.[1];
}
