import { type DescriptorTable, describeOperation } from '../../operations/operation-descriptor.ts';
import { inQuery } from '../../operations/parameter-place.ts';
import { fields, flag, list, optional, required, text } from '../../shapes/shape.ts';
import type { NamespaceList } from './namespaces-answers.ts';
import type { NamespacesListParameters } from './namespaces-parameters.ts';

export const namespacesOperations = {
  'namespaces.list': describeOperation<NamespacesListParameters, NamespaceList>({
    parameters: { enabledOnly: inQuery(optional(flag, 'enabled_only')) },
    answer: {
      shape: fields<NamespaceList>({ namespaces: required(list(text)) }),
      listKey: 'namespaces',
    },
  }),
} satisfies DescriptorTable;
