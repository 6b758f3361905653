import { type CallOptions, KagentiHttpError } from '@rhdh-boost/kagenti-client';
import type { Resource } from '../clean-up.ts';
import type { Walk } from '../walk.ts';
import type { Place } from './examples.ts';

/** An agent of the suite's own. One that is being built is listed among the builds, and maybe there alone. */
export function agentResource({ api }: Walk, own: Place, built = false): Resource {
  const { agents } = api;
  const { namespace } = own;
  return {
    what: `agent ${namespace}/${own.name}`,
    remove: options => agents.delete(own, options),
    isThere: async options =>
      has(await agents.list({ namespace }, options), own) ||
      (built && has(await agents.builds.list({ namespace }, options), own)),
  };
}

/** A tool of the suite's own; likewise. */
export function toolResource({ api }: Walk, own: Place, built = false): Resource {
  const { tools } = api;
  const { namespace } = own;
  return {
    what: `tool ${namespace}/${own.name}`,
    remove: options => tools.delete(own, options),
    isThere: async options =>
      has(await tools.list({ namespace }, options), own) ||
      (built && has(await tools.builds.list({ namespace }, options), own)),
  };
}

/** A skill of the suite's own. */
export function skillResource({ api: { skills } }: Walk, own: Place): Resource {
  return {
    what: `skill ${own.namespace}/${own.name}`,
    remove: options => skills.delete(own, options),
    isThere: isFound(options => skills.get(own, options)),
  };
}

/** A context of the suite's own. */
export function contextResource({ api: { contexts } }: Walk, own: Place): Resource {
  return {
    what: `context ${own.namespace}/${own.name}`,
    remove: options => contexts.delete(own, options),
    isThere: isFound(options => contexts.get(own, options)),
  };
}

/** A simulated tool of the suite's own. */
export function simulatedResource({ api: { simulation } }: Walk, own: Place): Resource {
  return {
    what: `simulated tool ${own.namespace}/${own.name}`,
    remove: options => simulation.delete(own, options),
    isThere: isFound(options => simulation.generationStatus(own, options)),
  };
}

/** Throws where the answer has no list: then it is not known, and that is told. */
function has({ items }: { readonly items: readonly Partial<Place>[] }, { name }: Place): boolean {
  return items.some(item => item.name === name);
}

function isFound(
  get: (options: CallOptions) => PromiseLike<unknown>,
): (options: CallOptions) => Promise<boolean> {
  return async options => {
    try {
      await get(options);
      return true;
    } catch (error) {
      if (error instanceof KagentiHttpError && error.status === 404) return false;
      throw error;
    }
  };
}
