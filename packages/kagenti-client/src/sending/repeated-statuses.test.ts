import { operationByName } from '@rhdh-boost/kagenti-contract';
import { expect, test } from 'vitest';
import { unknownOperation } from '../operations/operation-descriptor.ts';
import { httpFailure } from './http-failure.ts';
import { mayRepeat } from './retry-rule.ts';
import { TokenRedactor } from './token-redactor.ts';

test('A17: of all statuses only 408, 425, 429, 502, 503 and 504 are answered by a repetition [kagenti-api/Repeatable operation survives a fault]', () => {
  const operation = operationByName('agents.list');
  const call = { operation, descriptor: unknownOperation };
  const statuses = Array.from({ length: 400 }, (_, index) => 200 + index);

  const repeated = statuses.filter(status =>
    mayRepeat(
      operation,
      httpFailure(call, { status, headers: {}, body: undefined }, [], new TokenRedactor()),
    ),
  );

  expect(repeated).toEqual([408, 425, 429, 502, 503, 504]);
});
