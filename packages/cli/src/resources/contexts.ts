import { type AgentContext, KagentiAbortError, type ListFailure } from '@rhdh-boost/kagenti-client';
import type { ListedResource, ResourceKind } from './resource-kind.ts';

/** Contexts: volumes that agents share. */
export const contexts: ResourceKind = {
  singular: 'context',
  headers: ['NAME', 'NAMESPACE', 'STATUS', 'TYPE', 'SIZE', 'ACCESS'],
  feature: {
    flag: 'contextService',
    remedy:
      'It needs a Kagenti from 2026-08-20 or later that is configured with the address of a Context Service.',
  },
  async listAll(kagenti, { namespaces }, options) {
    const names = new Set(namespaces ?? (await kagenti.namespaces.list({}, options)).namespaces);
    const items: ListedResource[] = [];
    const failures: ListFailure[] = [];
    for (const namespace of names) {
      try {
        const list = await kagenti.contexts.list({ namespace }, options);
        items.push(...list.items.map(toListed));
      } catch (error) {
        if (KagentiAbortError.isInstance(error)) throw error;
        failures.push({ namespace, error });
      }
    }
    const [first] = failures;
    if (first !== undefined && failures.length === names.size) throw first.error;
    return { items, failures };
  },
  async get(kagenti, place, options) {
    const data = await kagenti.contexts.get(place, options);
    return {
      fields: [
        ['Name', data.name],
        ['Namespace', data.namespace],
        ['Status', data.status],
        ['Type', data.type],
        ['Size', storageOf(data, 'size')],
        ['Access', storageOf(data, 'accessMode')],
        ['Class', storageOf(data, 'storageClass')],
      ],
      data,
    };
  },
};

function toListed(data: AgentContext): ListedResource {
  const { name, namespace, status, type } = data;
  const cells = [
    name,
    namespace,
    status,
    type,
    storageOf(data, 'size'),
    storageOf(data, 'accessMode'),
  ];
  return { name, namespace, cells, data };
}

function storageOf({ storage }: AgentContext, key: string): string {
  const value = storage?.[key];
  return typeof value === 'string' ? value : '';
}
