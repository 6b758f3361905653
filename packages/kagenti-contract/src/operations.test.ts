import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { operationByName, operations } from '../src/index.ts';

interface ContractOperation {
  readonly 'x-required-role': string | null;
  readonly 'x-feature-flag'?: string | null;
}

interface Contract {
  readonly paths: Readonly<Record<string, Readonly<Record<string, ContractOperation>>>>;
}

/** What the contract in a file says of its operations, in the order of their paths. */
function contractIn(file: string) {
  const contract: Contract = JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'));
  return sorted(
    Object.entries(contract.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        method: method.toUpperCase(),
        path,
        role: operation['x-required-role'],
        featureFlag: operation['x-feature-flag'] ?? null,
      })),
    ),
  );
}

interface Request {
  readonly method: string;
  readonly path: string;
}

const named = ({ method, path }: Request): string => `${path} ${method}`;

function sorted<Row extends Request>(rows: readonly Row[]): Row[] {
  return rows.toSorted((a, b) => named(a).localeCompare(named(b)));
}

function requestsMissingIn(rows: readonly Request[], others: readonly Request[]): string[] {
  const known = new Set(rows.map(named));
  return others.map(named).filter(request => !known.has(request));
}

const inTable = sorted(
  operations.map(({ method, path, role, featureFlag }) => ({ method, path, role, featureFlag })),
);

test('each operation of the OpenAPI document has a row, and no other [kagenti-api/Every operation has a row]', () => {
  const document = contractIn('../openapi.json');

  expect(
    requestsMissingIn(inTable, document),
    'have no row: add one in packages/kagenti-contract/src/operations/, then run `npm run generate`',
  ).toEqual([]);
  expect(
    requestsMissingIn(document, inTable),
    'have a row, and are not in openapi.json: take the row out',
  ).toEqual([]);
  expect(inTable).toEqual(contractIn('../openapi.json'));
});

test('the table has what the backend of July 2026 answers [kagenti-api/Every operation has a row]', () => {
  // That backend took this path for an agent's, so no server ever answered it.
  const neverAnswered = '/api/v1/agents/migration/migratable';
  const july = contractIn('../test/fixtures/openapi-2026-07-23.json');

  expect(july.filter(({ path }) => path !== neverAnswered)).not.toHaveLength(july.length);
  expect(inTable).toEqual(
    expect.arrayContaining(july.filter(({ path }) => path !== neverAnswered)),
  );
});

const admin = 'boost.kagenti.admin';

test.each([
  ['agents.identity.replaceConfig', admin, true],
  ['contexts.list', 'boost.access', true],
  ['contexts.create', admin, false],
  ['contexts.get', 'boost.access', true],
  ['contexts.delete', admin, true],
  ['dreams.status', 'boost.agent.list', true],
  ['dreams.start', admin, false],
  ['dreams.run', admin, true],
  ['dreams.setThresholds', admin, true],
] as const)('D: %s, which came in 2026-08-20, needs %s', (operation, permission, safeToRepeat) => {
  expect(operationByName(operation)).toMatchObject({ permission, safeToRepeat });
});

test('PUT, DELETE and what must not be sent twice change something, and one GET [kagenti-api/Every operation has a row]', () => {
  const unlikeTheirMethod = operations.filter(
    ({ method, safeToRepeat, changes }) =>
      changes !== (method === 'PUT' || method === 'DELETE' || !safeToRepeat),
  );

  expect(unlikeTheirMethod.map(row => row.operation)).toEqual(['dreams.run']);
  expect(operationByName('dreams.run')).toMatchObject({ method: 'GET', changes: true });
});

test('names are unique [kagenti-api/Every operation has a row]', () => {
  expect(new Set(operations.map(row => row.operation)).size).toBe(operations.length);
});

test('what needs no role at Kagenti and is public is asked of nobody', () => {
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

test('a row is found by its name', () => {
  expect(operationByName('agents.delete')).toEqual({
    operation: 'agents.delete',
    method: 'DELETE',
    path: '/api/v1/agents/{namespace}/{name}',
    permission: 'boost.agent.delete',
    role: 'operator',
    featureFlag: null,
    safeToRepeat: true,
    changes: true,
  });
});

test.each(['agents.destroy', '', 'constructor', '__proto__'])(
  'a name that is not in the table (%s) gives undefined',
  name => {
    expect(operationByName(name)).toBeUndefined();
  },
);

test('rows and table are frozen', () => {
  const { length } = operations;

  expect(Reflect.set(operationByName('agents.delete'), 'permission', null)).toBe(false);
  expect(Reflect.set(operations, length, operations[0])).toBe(false);
  expect(operations).toHaveLength(length);
  expect(operationByName('agents.delete').permission).toBe('boost.agent.delete');
});
