import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { boostModule, findBoostModule, skipsBoostModule } from './boost-package.ts';

/** An environment with an empty cache folder, and an npm that does what a script says. */
function environmentWith(npm: string): NodeJS.ProcessEnv & { XDG_CACHE_HOME: string } {
  const folder = mkdtempSync(join(tmpdir(), 'boost-module-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'npm'), `#!/bin/sh\n${npm}\n`);
  chmodSync(join(folder, 'npm'), 0o755);
  return { PATH: [folder, '/usr/bin', '/bin'].join(delimiter), XDG_CACHE_HOME: folder };
}

test.each(['exit 3', 'echo no tarball', 'echo broken >a.tgz'])(
  'when npm does "%s", the suite is skipped and one line says so',
  npm => {
    const environment = environmentWith(npm);
    const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    onTestFinished(() => write.mockRestore());
    const search = findBoostModule(environment);

    expect(skipsBoostModule(search, { CI: 'false' })).toBe(true);

    expect(write.mock.calls.map(([text]) => text)).toEqual([
      `Skipped because it needs a published package of Boost. It could not be fetched: run "npm pack ${boostModule.name}@${boostModule.version}" to see why.\n`,
    ]);
    expect(readdirSync(join(environment.XDG_CACHE_HOME, 'rhdh-boost'))).toEqual([]);
  },
);

test.each(['CI', 'BOOST_REQUIRE_REAL'])('with %s set it is an error', name => {
  expect(() => skipsBoostModule({ missing: 'It is gone.' }, { [name]: '1' })).toThrow(
    'A published package of Boost is needed here. It is gone.',
  );
});

test('a module that was fetched is found without npm', () => {
  const environment = environmentWith(
    'mkdir package && echo {} >package/package.json && tar -czf a.tgz package',
  );
  const first = findBoostModule(environment);
  mkdirSync(join(environment.XDG_CACHE_HOME, 'empty'));
  const without = { ...environment, PATH: join(environment.XDG_CACHE_HOME, 'empty') };

  expect(first).toEqual({ folder: expect.stringContaining(boostModule.version) });
  expect(findBoostModule(without)).toEqual(first);
  expect(skipsBoostModule(first, { CI: 'true' })).toBe(false);
});

test('a module that another suite fetched meanwhile is taken', () => {
  const name = `${basename(boostModule.name)}-${boostModule.version}`;
  const environment = environmentWith(
    `mkdir -p package ../${name}/dist && echo {} >package/package.json && tar -czf a.tgz package`,
  );

  expect(findBoostModule(environment)).toEqual({ folder: expect.stringContaining(name) });
  expect(readdirSync(join(environment.XDG_CACHE_HOME, 'rhdh-boost'))).toHaveLength(1);
});
