import { everyNamespace } from '../access/namespace-rule.ts';
import type { CallTarget } from '../sending/call.ts';
import type { DescriptorData, Given } from './operation-descriptor.ts';

/**
 * What a call is about, wherever in the request that stands. What is not text is left out here: the call
 * is refused for it later.
 */
export function callTarget(descriptor: DescriptorData, given: Given): CallTarget {
  const namespace = reachesEveryNamespace(descriptor, given)
    ? everyNamespace
    : (textOf(given.namespace) ?? descriptor.defaultNamespace);
  const name = textOf(given.name);
  const target: { namespace?: string; name?: string } = {};
  if (namespace !== undefined) target.namespace = namespace;
  if (name !== undefined) target.name = name;
  return target;
}

/** Anything but a plain no counts as a yes: from a path's query it may be any word. */
function reachesEveryNamespace(
  { everyNamespace: always, parameters }: DescriptorData,
  { allNamespaces = false }: Given,
): boolean {
  if (always === true) return true;
  if (!Object.hasOwn(parameters, 'allNamespaces')) return false;
  return allNamespaces !== false && allNamespaces !== 'false' && allNamespaces !== null;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
