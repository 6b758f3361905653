import { ConfigReader } from '@backstage/config';
import { expect, test } from 'vitest';
import { createConfigResolver } from './create-config-resolver.ts';
import { createMemoryOverrideStore } from './memory-override-store.ts';
import type { ConfigOverrideProblem } from './override-problem.ts';

const section = { security: { mode: 'full' }, model: { name: 'granite-3' } };

async function problemsOf(yaml: Readonly<Record<string, unknown>> | ConfigReader) {
  const problems: ConfigOverrideProblem[] = [];
  const config = createConfigResolver({
    yaml,
    overrides: createMemoryOverrideStore(),
    onProblem: problem => problems.push(problem),
  });
  for (const key of ['boost.model.name', 'boost.security.mode'] as const) await config.resolve(key);
  return problems;
}

test.each([
  ['an object', section],
  [
    "Backstage's Config of the section alone",
    new ConfigReader({ boost: section }).getConfig('boost'),
  ],
])('%s without the level of boost is reported once', async (_what, yaml) => {
  const problems = await problemsOf(yaml);
  expect(problems).toMatchObject([{ code: 'no_boost_section' }]);
  expect(problems[0]?.message).toContain(
    'no boost section, and security, model are at its top level, where Boost does not read them',
  );
  expect(problems[0]?.message).not.toContain('granite');
});

test.each([
  ['a boost section', { boost: section }],
  ['an empty one', { boost: null, model: {} }],
  ['nothing of Boost', { app: { title: 'x' }, backend: {} }],
  ['nothing at all', {}],
])('an app-config with %s is none', async (_what, yaml) => {
  expect(await problemsOf(yaml)).toEqual([]);
});
