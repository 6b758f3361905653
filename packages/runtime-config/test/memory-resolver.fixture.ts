import { createConfigResolver } from '../src/create-config-resolver.ts';
import { createMemoryOverrideStore } from '../src/memory-override-store.ts';
import type { ConfigResolverOptions } from '../src/resolver-options.ts';
import { sampleRegistry } from './sample-fields.fixture.ts';

/** A resolver of the sample's fields on an empty store in memory, without app-config; or on what is given. */
export function memoryResolver(options: Partial<ConfigResolverOptions> = {}) {
  return createConfigResolver({
    yaml: {},
    overrides: createMemoryOverrideStore(),
    registry: sampleRegistry,
    ...options,
  });
}
