import { type ConfigSchema, loadConfigSchema } from '@backstage/config-loader';
import type { JsonValue } from '@backstage/types';
import {
  boostModule,
  findBoostModule,
  skipsBoostModule,
} from '@rhdh-boost/test-support/boost-package';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeScratchApp } from '../../test/artefacts/scratch-app.fixture.ts';

const found = findBoostModule();

describe.skipIf(skipsBoostModule(found)).each([
  ['config.schema.json', true],
  ['config.d.ts', false],
])("our %s and Boost's published module", (_file, withOurs) => {
  let schema: ConfigSchema;
  let packages: (string | undefined)[];
  beforeAll(async () => {
    if (!('folder' in found)) return;
    const app = makeScratchApp(withOurs ? {} : { '@acme/types': 'config.d.ts' }, {
      withOurs,
      unpacked: { [boostModule.name]: found.folder },
    });
    schema = await loadConfigSchema({ dependencies: [], packagePaths: [app.packagePath] });
    const { schemas } = Object(schema.serialize());
    packages = schemas.map(({ packageName }: { packageName: string }) => packageName);
    app.remove();
  });

  const process = (tokenExpiryBufferSeconds: JsonValue) =>
    schema.process([
      {
        context: 'app-config.yaml',
        data: {
          boost: { security: { mode: 'full' }, kagenti: { auth: { tokenExpiryBufferSeconds } } },
        },
      },
    ]);

  it('A1: load together in Backstage, and check what ours checks [boost-configuration/Backstage merges the schema with those of other packages]', () => {
    expect(packages).toHaveLength(2);
    expect(packages).toContain(boostModule.name);
    expect(() => process(60)).not.toThrow();
    expect(() => process('60')).not.toThrow();
    expect(() => process(60.5)).toThrow(/must be multiple of 1 .*tokenExpiryBufferSeconds/);
    expect(() => process('60.5')).toThrow(/must be multiple of 1 .*tokenExpiryBufferSeconds/);
    expect(() => process(-1)).toThrow('must be >= 0');
  });
});
