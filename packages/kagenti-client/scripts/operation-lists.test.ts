import { readFileSync } from 'node:fs';
import { operations } from '@rhdh-boost/kagenti-contract';
import { expect, test } from 'vitest';
import { operationPage } from './operation-lists.ts';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');

test('the guide lists the operations of today', () => {
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
