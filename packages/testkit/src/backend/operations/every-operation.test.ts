import { operations } from '@rhdh-boost/kagenti-contract';
import { expect, test } from 'vitest';
import { handlerOf } from './index.ts';

/** The real backend takes its path for that of an agent. */
const neverReached = 'agents.migration.list';

test.each(operations.map(({ operation }) => operation).filter(name => name !== neverReached))(
  '%s has a handler [developer-tooling/Backend has every operation]',
  operation => {
    expect(handlerOf(operation)).toBeInstanceOf(Function);
  },
);

test('an operation without a handler would be noticed [developer-tooling/Backend has every operation]', () => {
  expect(() => handlerOf(neverReached)).toThrow(neverReached);
});
