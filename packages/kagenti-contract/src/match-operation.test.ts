import { expect, test } from 'vitest';
import { matchOperation, operationByName, operations } from '../src/index.ts';
import { matchAmong } from './match-operation.ts';

test.each(operations.map(row => [row.operation, row] as const))(
  'the path of %s finds it, with its parameters [kagenti-api/Concrete path finds its operation]',
  (_name, row) => {
    const path = row.path.replaceAll(/\{(\w+)\}/g, 'a-$1');

    const match = matchOperation(row.method, path);

    expect(match?.operation).toBe(row);
    expect(Object.entries(match?.parameters ?? {})).toEqual(
      [...row.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => [name, `a-${name}`]),
    );
  },
);

test.each([
  ['another method', 'PATCH', '/api/v1/agents'],
  ['a trailing slash', 'GET', '/api/v1/agents/'],
  ['an empty parameter', 'GET', '/api/v1/agents//weather'],
  ['one segment too many', 'GET', '/api/v1/agents/team1/weather/x'],
  ['malformed percent-encoding', 'GET', '/api/v1/agents/team1/%zz'],
  ['a path that is too short', 'GET', '/api/v1'],
])('%s finds nothing [kagenti-api/Concrete path finds its operation]', (_what, method, path) => {
  expect(matchOperation(method, path)).toBeUndefined();
});

test('a query is left out and parameters are decoded [kagenti-api/Concrete path finds its operation]', () => {
  const match = matchOperation('GET', '/api/v1/agents/team1/a%20b%25?x=/y');

  expect(match?.operation.operation).toBe('agents.get');
  expect(match?.parameters).toEqual({ namespace: 'team1', name: 'a b%' });
});

test('a file path of a skill spans segments [kagenti-api/Concrete path finds its operation]', () => {
  const match = matchOperation('GET', '/api/v1/skills/team1/summarise/files/docs/a%20b.md');

  expect(match?.operation.operation).toBe('skills.file');
  expect(match?.parameters).toEqual({
    namespace: 'team1',
    name: 'summarise',
    file_path: 'docs/a b.md',
  });
});

test('a literal segment wins, whichever operation comes first [kagenti-api/Concrete path finds its operation]', () => {
  // No two operations of the contract fit one path today.
  const byParameters = operationByName('agents.get');
  const byLiterals = { ...byParameters, path: '/api/v1/agents/migration/{name}' };
  const path = '/api/v1/agents/migration/migratable';

  for (const candidates of [
    [byParameters, byLiterals],
    [byLiterals, byParameters],
  ]) {
    expect(matchAmong(candidates, 'GET', path)?.operation).toBe(byLiterals);
    expect(matchAmong(candidates, 'GET', '/api/v1/agents/team1/weather')?.operation).toBe(
      byParameters,
    );
  }
});

test.each([
  ['/api/v1/agents/migration/migratable', 'GET', 'agents.get'],
  ['/api/v1/skills/autosync', 'DELETE', 'skills.autosync.delete'],
])('%s finds %s [kagenti-api/Concrete path finds its operation]', (path, method, name) => {
  expect(matchOperation(method, path)?.operation.operation).toBe(name);
});
