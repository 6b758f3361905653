import { expect, it } from 'vitest';
import { checkScratch } from '../../test/check/scratch-check.fixture.ts';

it('an item behind one that is left out has its written index', async () => {
  const text =
    'boost: {security: {mode: full}, providers: {kagenti: {namespaces: ["${A:-}", Bad_Label, "${B:-}", team1, "${C}"]}}}';
  const { told, findings } = await checkScratch({ 'app-config.yaml': text });
  expect(told).toEqual([
    'app-config.yaml:1:78 error invalid_value boost.providers.kagenti.namespaces[1]',
    'app-config.yaml:1:106 warning unset_variable boost.providers.kagenti.namespaces[4]',
  ]);
  expect(findings[0]?.hint).toBe('Write it like "team1".');
});
