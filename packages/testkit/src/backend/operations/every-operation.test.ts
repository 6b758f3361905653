import { operations } from '@rhdh-boost/kagenti-contract';
import { expect, test } from 'vitest';
import { handlerOf } from './index.ts';

test.each(operations.map(({ operation }) => operation))('%s has a handler', operation => {
  expect(
    () => handlerOf(operation),
    'add its behaviour in packages/testkit/src/backend/operations/',
  ).not.toThrow();
});

test('an operation without a handler would be noticed', () => {
  expect(() => handlerOf('agents.migration.list')).toThrow('agents.migration.list');
});
