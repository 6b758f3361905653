import { afterEach, beforeEach, expect, test } from 'vitest';
import { image, type Operator, startOperator } from '../../../test/backend/operator.fixture.ts';
import { quantityOf } from './quantity.ts';

let operator: Operator;

beforeEach(async () => {
  operator = await startOperator();
});

afterEach(() => operator[Symbol.asyncDispose]());

const create = (kind: string, given: object) =>
  operator.ask('POST', `/${kind}`, { ...image, ...given, name: 'x', namespace: 'team1' });

test.each(['agents', 'tools'])('what one of the %s asks for replaces the default', async kind => {
  await create(kind, { k8sResourceLimits: { memory: '2Gi' }, k8sResourceRequests: {} });

  const { text } = await operator.ask('GET', `/${kind}/team1/x`);

  expect(text).toContain('"resources":{"claims":null,"limits":{"memory":"2Gi"},"requests":{}}');
});

test.each([
  ['agents', { k8sResourceLimits: { memory: 'lots' } }, 400, 'Bad Request'],
  ['agents', { k8sResourceLimits: { memory: '128Mi' } }, 422, 'Unprocessable Entity'],
  ['agents', { k8sResourceLimits: { cpu: 2 } }, 422, [{ type: 'string_type' }]],
  ['tools', { k8sResourceRequests: { cpu: '1x' } }, 400, 'Bad Request'],
])('one of the %s with %j is %i', async (kind, given, status, detail) => {
  expect(await create(kind, given)).toMatchObject({ status, detail, unrecorded: null });
  expect(await operator.ask('GET', `/${kind}/team1/x`)).toMatchObject({ status: 404 });
});

test.each([
  ['500m', 0.5],
  ['1Gi', 2 ** 30],
  ['1.5k', 1_500],
  ['.5', 0.5],
  ['1e3', 1_000],
  ['2E', 2e18],
  ['-1', -1],
  ['much', undefined],
  ['1 Gi', undefined],
  ['', undefined],
  ['1GB', undefined],
])('the quantity %j is %s', (text, number) => {
  expect(quantityOf(text)).toBe(number);
});
