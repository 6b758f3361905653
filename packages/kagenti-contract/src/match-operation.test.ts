import { expect, test } from 'vitest';
import { matchOperation, operations } from '../src/index.ts';

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

test.each([
  ['/api/v1/agents/migration/migratable', 'GET', 'agents.migration.list'],
  ['/api/v1/agents/migration/migrate', 'GET', 'agents.get'],
  ['/api/v1/skills/autosync', 'DELETE', 'skills.autosync.delete'],
])(
  '%s goes to the operation that spells it out [kagenti-api/Literal segment wins over a parameter]',
  (path, method, name) => {
    expect(matchOperation(method, path)?.operation.operation).toBe(name);
  },
);
