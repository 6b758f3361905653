import { readFileSync } from 'node:fs';
import { operations } from '@rhdh-boost/kagenti-contract';
import { expect, test } from 'vitest';
import { operationPage, withOperationList } from './operation-lists.ts';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');

test('README and guide list the operations of today', () => {
  const readme = read('../README.md');

  expect(readme).toBe(withOperationList(readme));
  expect(read('../../../docs/kagenti-operations.md')).toBe(operationPage());
});

test('the guide has each operation once', () => {
  const requests = Array.from(
    operationPage().matchAll(/`([A-Z]+ \/[^`]*)` \|$/gm),
    ([, request = '']) => request,
  );

  expect(requests.toSorted()).toEqual(
    operations.map(row => `${row.method} ${row.path}`).toSorted(),
  );
});

test('a README without marks is told', () => {
  expect(() => withOperationList('# A README')).toThrow('no marks');
});
