import { inspect } from 'node:util';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyKey, anythingRegistry } from '../test/anything.fixture.ts';
import { operationsOf } from '../test/database-host.fixture.ts';
import { manyCases, manyCasesTimeout } from '../test/many-cases.fixture.ts';
import { memoryResolver } from '../test/memory-resolver.fixture.ts';
import { anyMaker, canary, type Maker } from '../test/odd-value.fixture.ts';
import { createMemoryOverrideStore } from './memory-override-store.ts';

const keys = [
  anyKey,
  'boost.model.name',
  'boost.features.agentCreation',
  'boost.providers.kagenti.namespaces',
  'boost.devSpaces.credentials',
  'boost.security.mode',
  'boost.encryptionSecret',
];
const places = ['', 'boost', 'boost.sample', 'boost.kagenti', 'boost.previousEncryptionSecrets'];

/** An app-config with a value at one place; the whole of it for no place. */
function plant(place: string, make: Maker): unknown {
  const path = place.split('.').filter(name => name !== '');
  return path.reduceRight<unknown>((value, name) => ({ [name]: value }), make());
}

/** One of our errors, in which nothing shows of what was thrown or refused. */
function expectClear(error: unknown): void {
  expect(error).toMatchObject({
    name: expect.stringMatching(/^(BoostConfigError|ConfigOverrideError)$/),
  });
  expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(canary);
}

test(
  'any object is read as app-config, or refused clearly',
  async () => {
    await fc.assert(
      fc.asyncProperty(anyMaker, fc.constantFrom(...places, ...keys), async (make, place) => {
        const yaml = plant(place, make);
        try {
          const options = { yaml, registry: anythingRegistry };
          const config = Reflect.apply(memoryResolver, undefined, [options]);
          for (const key of keys) await config.resolve(key).catch(expectClear);
          await config.resolveAll().catch(expectClear);
          await config.set('boost.devSpaces.credentials', 'x').catch(expectClear);
          await config.reconcile().catch(expectClear);
          await config.reencrypt().catch(expectClear);
          config.close();
        } catch (error) {
          expectClear(error);
        }
      }),
      manyCases,
    );
  },
  manyCasesTimeout,
);

test(
  'any value is set as it comes back, or refused clearly with nothing written',
  async () => {
    await fc.assert(
      fc.asyncProperty(anyMaker, fc.constantFrom(...keys), async (make, key) => {
        const overrides = createMemoryOverrideStore();
        const config = memoryResolver({ overrides, registry: anythingRegistry });
        const isSet = await config.set(key, make()).then(() => true, expectClear);
        expect(await operationsOf(overrides).read()).toHaveLength(isSet === true ? 1 : 0);
        if (isSet !== true) return;
        const afresh = memoryResolver({ overrides, registry: anythingRegistry });
        expect(await afresh.resolve(key)).toEqual(await config.resolve(key));
      }),
      manyCases,
    );
  },
  manyCasesTimeout,
);
