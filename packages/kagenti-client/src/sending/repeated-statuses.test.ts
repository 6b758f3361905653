import { operationByName } from '@rhdh-boost/kagenti-contract';
import { expect, test } from 'vitest';
import { httpFailure } from './http-failure.ts';
import { mayRepeat } from './retry-rule.ts';
import { TokenRedactor } from './token-redactor.ts';

test('of all statuses only 429, 502, 503 and 504 are answered by a repetition [kagenti-api/Repeatable operation survives a fault]', () => {
  const operation = operationByName('agents.list');
  const statuses = Array.from({ length: 400 }, (_, index) => 200 + index);

  const failed = (status: number) =>
    httpFailure(operation, { status, headers: {}, body: undefined }, [], new TokenRedactor());
  const repeated = statuses.filter(status => mayRepeat(operation, failed(status)));

  expect(repeated).toEqual([429, 502, 503, 504]);
});
