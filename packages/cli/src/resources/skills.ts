import type { Skill } from '@rhdh-boost/kagenti-client';
import type { ListedResource, ResourceKind } from './resource-kind.ts';

/** Skills. */
export const skills: ResourceKind = {
  singular: 'skill',
  headers: ['NAME', 'NAMESPACE', 'STATUS', 'CATEGORY', 'USES', 'DESCRIPTION'],
  feature: {
    flag: 'skills',
    // charts/rossoctl/templates/ui.yaml in c7c0d74a.
    remedy: "Set featureFlags.skills to true in the values of Kagenti's Helm chart.",
  },
  async listAll(kagenti, parameters, options) {
    const { items, failures } = await kagenti.skills.listAll(parameters, options);
    return { items: items.map(toListed), failures };
  },
  async get(kagenti, place, options) {
    const data = await kagenti.skills.get(place, options);
    const files = data.files ?? [];
    return {
      fields: [
        ['Name', nameOf(data)],
        ['Namespace', data.namespace],
        ['Title', data.name],
        ['Status', data.status],
        ['Category', data.labels?.category],
        ['Description', data.description],
        ['Origin', data.origin],
        ['Registry', data.externalInfo?.registryUrl],
        ['Uses', data.usageCount],
        ['Files', files.map(({ path }) => path).join(', ')],
        ['Created', data.createdAt],
      ],
      data,
    };
  },
};

function toListed(data: Skill): ListedResource {
  const { namespace, status, labels, usageCount, description } = data;
  const name = nameOf(data);
  const uses = String(usageCount ?? '');
  return {
    name,
    namespace,
    cells: [name, namespace, status, labels?.category, uses, description],
    data,
  };
}

/** `get` takes the resource name; `name` is a title, such as `PDF summariser`. */
function nameOf({ resourceName, name }: Skill): string {
  return resourceName ?? name;
}
