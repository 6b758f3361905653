import { expect, test } from 'vitest';
import { steps } from '../src/doctor/steps.ts';
import { readRows, readSteps } from './doctor-page.fixture.ts';
import { loadMisconfigurations } from './misconfigurations.fixture.ts';

test('docs/doctor.md lists the steps in their order, with those that they need', () => {
  expect(readSteps()).toEqual(steps.map(({ id, needs }) => ({ id, needs })));
});

test('docs/doctor.md has a row for each misconfiguration', async () => {
  const misconfigurations = [...(await loadMisconfigurations()).values()];
  expect(readRows().map(({ step, code, broken }) => ({ step, code, broken }))).toEqual(
    misconfigurations.map(({ step, code, broken }) => ({ step, code, broken })),
  );
});
