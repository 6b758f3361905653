import type { PartialList, ResourceDetail, ResourceSummary } from '@rhdh-boost/kagenti-client';
import { recordOf } from '../record-of.ts';
import { textOf } from '../text-of.ts';
import type { FoundResource, ListedResource, ResourceKind } from './resource-kind.ts';

const headers = ['NAME', 'NAMESPACE', 'STATUS', 'PROTOCOL', 'DESCRIPTION'];

/** Agents. */
export const agents: ResourceKind = {
  singular: 'agent',
  headers,
  listAll: async (kagenti, parameters, options) =>
    listed(await kagenti.agents.listAll(parameters, options)),
  get: async (kagenti, place, options) => describe(await kagenti.agents.get(place, options)),
};

/** Tools. */
export const tools: ResourceKind = {
  singular: 'tool',
  headers,
  listAll: async (kagenti, parameters, options) =>
    listed(await kagenti.tools.listAll(parameters, options)),
  get: async (kagenti, place, options) => describe(await kagenti.tools.get(place, options)),
};

function listed({ items, failures }: PartialList<ResourceSummary>): PartialList<ListedResource> {
  return { items: items.map(toListed), failures };
}

function toListed(data: ResourceSummary): ListedResource {
  const { name, namespace, status, labels, description } = data;
  const protocols = labels?.protocol ?? [];
  return {
    name,
    namespace,
    cells: [name, namespace, status, protocols.join(', '), description],
    data,
  };
}

/** Kagenti answers with the object of Kubernetes, where protocol and description are labels and annotations. */
function describe(data: ResourceDetail): FoundResource {
  const { metadata } = data;
  const labels = Object.entries(recordOf(metadata['labels']));
  const protocols = labels.flatMap(([label]) => /^protocol\.[\w.-]+\/(.+)$/.exec(label)?.[1] ?? []);
  const annotations = Object.entries(recordOf(metadata['annotations']));
  return {
    fields: [
      ['Name', textOf(metadata['name'])],
      ['Namespace', textOf(metadata['namespace'])],
      ['Status', textOf(data['readyStatus'])],
      ['Protocol', protocols.length === 0 ? undefined : protocols.join(', ')],
      ['Framework', valueOf(labels, '/framework')],
      ['Description', valueOf(annotations, '/description')],
      ['Workload', textOf(data['workloadType'])],
      ['Image', imageOf(data.spec)],
      ['Service', serviceOf(data['service'])],
      ['Created', textOf(metadata['creationTimestamp'] ?? metadata['creation_timestamp'])],
    ],
    data,
  };
}

/** Labels start with another domain at a Kagenti from before its new name. */
function valueOf(entries: readonly [string, unknown][], ending: string): string | undefined {
  return textOf(entries.find(([name]) => name.endsWith(ending))?.[1]);
}

function imageOf(spec: unknown): string | undefined {
  const { containers } = recordOf(recordOf(recordOf(spec)['template'])['spec']);
  const [first]: unknown[] = Array.isArray(containers) ? containers : [];
  return textOf(recordOf(first)['image']);
}

function serviceOf(service: unknown): string | undefined {
  const { name, ports } = recordOf(service);
  const [first]: unknown[] = Array.isArray(ports) ? ports : [];
  const { port } = recordOf(first);
  if (typeof name !== 'string') return undefined;
  return typeof port === 'number' ? `${name}:${port}` : name;
}
