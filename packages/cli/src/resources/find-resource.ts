import { nearestName } from '@rhdh-boost/internal/nearest-name';
import { type BoundKagentiClient, type CallOptions, isNotFound } from '@rhdh-boost/kagenti-client';
import { NoAnswer } from '../no-answer.ts';
import type { FoundResource, Place, ResourceKind } from './resource-kind.ts';
import { explainFlag } from './switched-off.ts';

/** Where a resource is looked for. */
export interface Search {
  /** `NAME` or `NAMESPACE/NAME`. */
  readonly target: string;
  /** Namespaces to search; undefined for those that Kagenti lists. */
  readonly namespaces: readonly string[] | undefined;
}

/**
 * Gets a resource, in the only namespace or in the one of several that has it.
 *
 * @returns the resource, and where it is
 * @throws NoAnswer if none has it, with the closest name, or if several have it
 */
export async function findResource(
  kind: ResourceKind,
  kagenti: BoundKagentiClient,
  search: Search,
  options: CallOptions,
): Promise<FoundResource & { readonly place: Place }> {
  try {
    const place = await findPlace(kind, kagenti, search, options);
    return { ...(await getAt(kind, kagenti, place, options)), place };
  } catch (error) {
    throw await explainFlag(kind, kagenti, error, options);
  }
}

async function findPlace(
  kind: ResourceKind,
  kagenti: BoundKagentiClient,
  { target, namespaces }: Search,
  options: CallOptions,
): Promise<Place> {
  const [first = '', ...rest] = target.split('/');
  if (rest.length > 0) return { namespace: first, name: rest.join('/') };
  const [only, ...others] = namespaces ?? [];
  if (only !== undefined && others.length === 0) return { namespace: only, name: target };
  const parameters = namespaces === undefined ? {} : { namespaces };
  const { items, failures } = await kind.listAll(kagenti, parameters, options);
  const found = items.filter(({ name }) => name === target);
  const [place, second] = found;
  if (place === undefined) {
    const [failure] = failures;
    // The namespace that could not be listed may have it.
    if (failure !== undefined) throw failure.error;
    const names = items.map(({ name }) => name);
    throw notFound(kind, target, 'any namespace that Boost may use', names);
  }
  if (second !== undefined) {
    const places = found.map(({ namespace, name }) => `${namespace}/${name}`).join(', ');
    throw new NoAnswer(
      'ambiguous',
      `Several namespaces have the ${kind.singular} "${target}": choose ${places}.`,
    );
  }
  const { namespace, name } = place;
  return { namespace, name };
}

async function getAt(
  kind: ResourceKind,
  kagenti: BoundKagentiClient,
  place: Place,
  options: CallOptions,
): Promise<FoundResource> {
  try {
    return await kind.get(kagenti, place, options);
  } catch (error) {
    if (!isNotFound(error)) throw error;
    const { namespace, name } = place;
    const { items } = await kind.listAll(kagenti, { namespaces: [namespace] }, options);
    const names = items.map(item => item.name);
    if (names.includes(name)) throw error;
    throw notFound(kind, name, `namespace ${namespace}`, names);
  }
}

function notFound(
  { singular }: ResourceKind,
  name: string,
  where: string,
  names: readonly string[],
): NoAnswer {
  const nearest = nearestName(name, names);
  const hint =
    nearest === undefined
      ? `To see which exist, run: boost ${singular}s list`
      : `Did you mean ${nearest}?`;
  return new NoAnswer('not_found', `The ${singular} "${name}" does not exist in ${where}. ${hint}`);
}
