import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { checkBoostConfig } from './parse.ts';

it('takes objects of another realm [boost-configuration/Complete configuration is read]', () => {
  const foreign = runInNewContext('({ security: { mode: "full" } })');
  expect(checkBoostConfig({ boost: foreign }).problems).toBeUndefined();
});
