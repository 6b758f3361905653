import { everyNamespace } from '../access/namespace-rule.ts';
import type { RequestMethod } from '../sending/called-operation.ts';
import { resourceName } from '../shapes/name-rule.ts';
import type { DescriptorData, Given } from './operation-descriptor.ts';

/** What a call is about: for the permission hook, the audit log and the list of namespaces. */
export interface CallTarget {
  /** Namespace that it touches; `*` for every one at once. */
  readonly namespace?: string | undefined;
  /** Agent, tool or skill that it touches; a skill by its resource name. */
  readonly name?: string | undefined;
  /** Method, for a path that the contract does not have. */
  readonly method?: RequestMethod | undefined;
  /** The path itself, for one that the contract does not have. */
  readonly path?: string | undefined;
}

/**
 * What a call is about, wherever in the request that stands. What is not text is left out here: the call
 * is refused for it later.
 */
export function callTarget(descriptor: DescriptorData, given: Given): CallTarget {
  const namespace = reachesEveryNamespace(descriptor, given)
    ? everyNamespace
    : (textOf(given.namespace) ?? descriptor.defaultNamespace);
  const name = nameOf(descriptor, given);
  const target: { namespace?: string; name?: string } = {};
  if (namespace !== undefined) target.namespace = namespace;
  if (name !== undefined) target.name = name;
  return target;
}

/** The name that Kagenti acts on: of a display name, the resource name that it makes of it. */
function nameOf({ parameters }: DescriptorData, given: Given): string | undefined {
  const name = textOf(given.name);
  const shape = parameters.name?.shape;
  const isDisplayed = shape?.kind === 'text' && shape.name?.form === 'display';
  return isDisplayed && name !== undefined ? resourceName(name) || undefined : name;
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
