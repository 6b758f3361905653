import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { operationByName, operations } from '../src/index.ts';

interface ContractOperation {
  readonly 'x-required-role': string | null;
  readonly 'x-feature-flag'?: string | null;
}

const contract: {
  readonly paths: Readonly<Record<string, Readonly<Record<string, ContractOperation>>>>;
} = JSON.parse(readFileSync(new URL('../openapi.json', import.meta.url), 'utf8'));

const inContract = Object.entries(contract.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    method: method.toUpperCase(),
    path,
    role: operation['x-required-role'],
    featureFlag: operation['x-feature-flag'] ?? null,
  })),
);

const key = (row: { readonly method: string; readonly path: string }): string =>
  `${row.path} ${row.method}`;

test('each operation of the OpenAPI document is in the table, and no other [kagenti-api/Table and document agree]', () => {
  const inTable = operations.map(({ method, path, role, featureFlag }) => ({
    method,
    path,
    role,
    featureFlag,
  }));

  expect(inTable.toSorted((a, b) => key(a).localeCompare(key(b)))).toEqual(
    inContract.toSorted((a, b) => key(a).localeCompare(key(b))),
  );
  expect(operations).toHaveLength(63);
});

test('names are unique [kagenti-api/Table and document agree]', () => {
  expect(new Set(operations.map(row => row.operation)).size).toBe(operations.length);
});

test('what needs no role at Kagenti and is public is asked of nobody [kagenti-api/Table and document agree]', () => {
  const publicOperations = operations.filter(row => row.permission === null);

  expect(publicOperations.map(row => row.operation).sort()).toEqual([
    'auth.config',
    'auth.status',
    'config.features',
    'health.live',
    'health.ready',
  ]);
  expect(publicOperations.every(row => row.role === null)).toBe(true);
});

test('a row is found by its name [kagenti-api/Operation is found by name]', () => {
  expect(operationByName('agents.delete')).toEqual({
    operation: 'agents.delete',
    method: 'DELETE',
    path: '/api/v1/agents/{namespace}/{name}',
    permission: 'boost.agent.delete',
    role: 'operator',
    featureFlag: null,
    safeToRepeat: true,
  });
});

test.each(['agents.destroy', '', 'constructor', '__proto__'])(
  'a name that is not in the table (%s) gives undefined [kagenti-api/Operation is found by name]',
  name => {
    expect(operationByName(name)).toBeUndefined();
  },
);

test('rows and table are frozen [kagenti-api/Table cannot be changed]', () => {
  expect(Reflect.set(operationByName('agents.delete'), 'permission', null)).toBe(false);
  expect(Reflect.set(operations, operations.length, operations[0])).toBe(false);
  expect(operations).toHaveLength(63);
  expect(operationByName('agents.delete').permission).toBe('boost.agent.delete');
});
