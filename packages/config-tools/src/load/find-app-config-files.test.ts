import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigSources } from '@backstage/config-loader';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { memoryFolder } from '../../test/memory-folder.fixture.ts';
import { findAppConfigFiles } from './find-app-config-files.ts';

const folder = memoryFolder();
const existing = [
  'app-config.yaml',
  'app-config.b.yaml',
  'app-config.a.yaml',
  'app-config.local.yaml',
  'app-config.a.local.yaml',
];

beforeEach(() => {
  for (const [index, file] of existing.entries()) {
    writeFileSync(join(folder, file), `files: { ${index}: true }\nlast: ${file}\n`);
  }
});
afterEach(() => void vi.unstubAllEnvs());

it.each([
  ['', ['app-config.yaml', 'app-config.local.yaml']],
  ['none', ['app-config.yaml', 'app-config.local.yaml']],
  [
    ' a,b, ',
    [
      'app-config.yaml',
      'app-config.a.yaml',
      'app-config.b.yaml',
      'app-config.local.yaml',
      'app-config.a.local.yaml',
    ],
  ],
])('finds the files that Backstage reads with BACKSTAGE_ENV=%j', async (names, files) => {
  expect(findAppConfigFiles(folder, { BACKSTAGE_ENV: names })).toEqual(files);
  vi.stubEnv('BACKSTAGE_ENV', names);
  const source = ConfigSources.defaultForTargets({ targets: [], rootDir: folder, watch: false });
  for await (const { configs } of source.readConfigData()) {
    expect(configs.map(({ context }) => context)).toEqual(files);
  }
});
