import { expect, test } from 'vitest';
import { steps } from '../src/doctor/steps.ts';
import { readSteps } from './doctor-page.fixture.ts';

test('docs/doctor.md lists the steps in their order, with those that they need', () => {
  expect(readSteps()).toEqual(steps.map(({ id, needs }) => ({ id, needs })));
});
