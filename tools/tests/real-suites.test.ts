import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scratchFolder } from '../common/scratch-folder.fixture.ts';
import { examplesToInstall, realPlan } from './real-suites.ts';

const projectsOf = (environment: NodeJS.ProcessEnv) => realPlan(environment).projects;

test('with a browser, the suites on servers and those in the browser', () => {
  const folder = scratchFolder({ chromium: '#!/bin/sh' });

  expect(projectsOf({ CHROMIUM: join(folder, 'chromium') })).toEqual(['real', 'browser']);
});

test('without a browser, the suites on servers and a line', () => {
  expect(projectsOf({ PATH: '' })).toEqual(['real']);
  expect(realPlan({ PATH: '', CI: 'false' })).toMatchObject({
    missing: expect.stringMatching(
      /^Skipped because it needs a real browser\. Chromium is missing:/,
    ),
    exitCode: 0,
  });
});

test.each([{ CI: 'true' }, { BOOST_REQUIRE_REAL: '1' }])('without a browser in %o', environment => {
  expect(projectsOf({ PATH: '', ...environment })).toEqual(['real']);
  expect(realPlan({ PATH: '', ...environment })).toMatchObject({
    missing: expect.stringMatching(/^A real browser is needed here\. Chromium is missing:/),
    exitCode: 1,
  });
});

test.each([
  [[], ['examples/one', 'examples/two']],
  [['--retry=1'], ['examples/one', 'examples/two']],
  [['examples/two/test/page.real.test.ts'], ['examples/two']],
  [['packages/one/src/a.real.test.ts'], []],
])('before suites %j these examples are installed: %j', (given, folders) => {
  const root = scratchFolder({
    'examples/one/package-lock.json': '{}',
    'examples/two/package-lock.json': '{}',
    'examples/workspace/package.json': '{}',
  });

  expect(examplesToInstall(root, given)).toEqual(folders);
});
