import { moduleSections } from '@rhdh-boost/internal/boost-modules';
import { expect, it } from 'vitest';
import { boostFieldSet } from '../boost-field-set.ts';
import { combineConfigFields } from '../combine-config-fields.ts';
import { checkBoostConfig } from '../parse.ts';
import { configFields } from './index.ts';

it("A4: the sections of Boost's other modules are those of the set", () => {
  const keys = Object.keys(configFields.fields);
  expect(keys.filter(key => !moduleSections.some(name => key.startsWith(`${name}.`)))).toEqual([]);
  expect(moduleSections.filter(name => !keys.some(key => key.startsWith(`${name}.`)))).toEqual([]);
});

it.each(moduleSections)('A4: %s is an unknown key with the hint to add the set', path => {
  const boost = path
    .split('.')
    .slice(1)
    .reduceRight<unknown>((below, name) => ({ [name]: below }), {});
  const config = { boost };
  const problemsOf = (problems: readonly { readonly path: string }[]) =>
    problems.filter(problem => problem.path.startsWith(path));
  expect(problemsOf(checkBoostConfig(config).problems ?? [])).toEqual([
    {
      path,
      code: 'unknown_key',
      message: 'is not a known key',
      hint: `${path} belongs to Boost's other modules. Add --fields @rhdh-boost/config-schema/boost-modules.`,
    },
  ]);
  const registry = combineConfigFields([boostFieldSet, configFields]);
  expect(problemsOf(checkBoostConfig(config, { registry }).problems ?? [])).toEqual([]);
});
