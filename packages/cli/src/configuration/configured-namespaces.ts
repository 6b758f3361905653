import type { Configuration } from './read-configuration.ts';

/** The namespaces that Boost may call; undefined for all. */
export function configuredNamespaces({
  get,
}: Pick<Configuration, 'get'>): readonly string[] | undefined {
  const namespaces = get('boost.providers.kagenti.namespaces');
  return Array.isArray(namespaces)
    ? namespaces.filter(namespace => typeof namespace === 'string')
    : undefined;
}
